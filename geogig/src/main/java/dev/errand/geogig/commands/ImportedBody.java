// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import dev.errand.geodata.geopackage.Imported;
import dev.errand.geogig.ResultBody;

/** The result of an import as GeoGig has it: the commit. */
public final class ImportedBody {

  private ImportedBody() {}

  public static ResultBody body() {
    return (writer, task, base) ->
        task.result()
            .map(json -> json.as(Imported.class))
            .ifPresent(imported -> {
              writer.object("commit");
              RepositoryBodies.commit(writer, imported.revision());
              writer.endObject();
            });
  }
}
