// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.files.AllowedFolders;
import dev.errand.task.InvalidInputsException.Problem;
import java.nio.file.Files;
import java.util.Optional;

/**
 * What may be asked of a download, in the order and with the texts of GeoGig.
 *
 * @param folders whose files may be filters
 */
record DownloadRules(AllowedFolders folders) {

  /**
   * The first thing wrong with the inputs.
   *
   * @throws dev.errand.files.PathNotAllowedException if a file is outside of the folders
   */
  Optional<Problem> problem(OsmDownload.Inputs inputs) {
    boolean box = inputs.bbox().isPresent();
    boolean filter = inputs.filter().isPresent();
    if (!inputs.update() && box == filter) {
      return wrong("", "You must specify a filter file or a bounding box");
    }
    if (inputs.update() && (box || filter)) {
      return wrong("update", "Filters cannot be used when updating");
    }
    if (inputs.rebase() && !inputs.update()) {
      return wrong("rebase", "rebase switch can only be used when updating");
    }
    if (inputs.filter().filter(file -> !isFile(file)).isPresent()) {
      return wrong("filter", "The specified filter file does not exist");
    }
    if (inputs.mapping().isPresent()) {
      return wrong("mapping", mapping(inputs.mapping().get()));
    }
    return inputs.bbox().flatMap(DownloadRules::box);
  }

  private String mapping(String file) {
    return isFile(file)
        ? "The parameter 'mapping' is not supported: data is imported into the layers node and way."
        : "The specified mapping file does not exist";
  }

  private boolean isFile(String path) {
    return Files.isRegularFile(folders.resolve(path));
  }

  private static Optional<Problem> box(String text) {
    try {
      BoundingBox.parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return wrong("bbox", String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Problem> wrong(String member, String message) {
    return Optional.of(new Problem(member, message));
  }
}
