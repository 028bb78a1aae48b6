// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.files.Uploads;
import dev.errand.outgoing.OutgoingUri;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.InvalidInputsException.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the data comes from, as the caller said it. */
sealed interface OsmSource {

  /** A path on the server. */
  record Local(String path) implements OsmSource {
    @Override
    public String shown() {
      return path;
    }
  }

  /** Something to fetch. */
  record Remote(OutgoingUri uri) implements OsmSource {
    @Override
    public String shown() {
      return uri.withoutUserInfo();
    }
  }

  /** A file that came with the request. */
  record Upload(String name) implements OsmSource {
    @Override
    public String shown() {
      return Uploads.originalName(name);
    }
  }

  /** As it may stand in a description. */
  String shown();

  /**
   * Reads the inputs.
   *
   * @throws InvalidInputsException unless exactly one of the three is given
   */
  static OsmSource of(OsmImport.Inputs inputs) {
    List<OsmSource> given =
        Stream.of(
                inputs.file().map(OsmSource::named),
                inputs.uri().map(OsmSource::named),
                inputs.upload().map(name -> (OsmSource) new Upload(name)))
            .flatMap(Optional::stream)
            .toList();
    if (given.size() == 1) {
      return given.getFirst();
    }
    String message =
        given.isEmpty()
            ? "is missing; it names the file to import"
            : "only one of file, uri and upload may be given";
    throw new InvalidInputsException(OsmImport.NAME, List.of(new Problem("file", message)));
  }

  private static OsmSource named(String uri) {
    return OutgoingUri.isRemote(uri) ? new Remote(OutgoingUri.parse(uri)) : new Local(uri);
  }
}
