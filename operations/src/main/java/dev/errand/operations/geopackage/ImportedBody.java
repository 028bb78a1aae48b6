// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.geopackage;

import dev.errand.http.geogig.ResultBody;
import dev.errand.operations.repository.RepositoryBodies;

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
