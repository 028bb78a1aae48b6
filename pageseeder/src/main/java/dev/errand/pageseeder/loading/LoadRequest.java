// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.pageseeder.ServiceCall;
import dev.errand.pageseeder.groups.InvalidPathException;
import dev.errand.pageseeder.groups.SitePath;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a caller asks to be loaded: parameters, and an upload-request document where there is one.
 *
 * @param folder the destination within the group's documents
 * @param files all that is in the zone if there are none
 * @param overwrite whether files that are there may be replaced without being asked about
 */
record LoadRequest(String folder, List<LoadFile> files, boolean overwrite) {

  /**
   * Reads a call.
   *
   * @throws InvalidPathException if something in it cannot be
   */
  static LoadRequest of(ServiceCall call) {
    UploadRequest document =
        call.parameters()
            .first("xmlspec")
            .filter(xml -> !xml.isBlank())
            .map(UploadRequest::parse)
            .orElse(UploadRequest.ALL);
    boolean overwrite =
        document.overwrite().orElse(false) || LoadingRoutes.truth(call, "overwrite");
    boolean ask = document.summary() || LoadingRoutes.truth(call, "summary");
    return new LoadRequest(folder(call), document.files(), overwrite && !ask);
  }

  private static String folder(ServiceCall call) {
    Optional<String> given =
        call.parameters()
            .first("folder")
            .or(() -> call.parameters().first("destination"))
            .or(() -> call.parameters().first("url").map(LoadRequest::path))
            .filter(text -> !text.isBlank());
    SitePath path = SitePath.parse(given.orElse(""));
    if (path.group().isPresent() && !path.group().get().equals(call.group().name())) {
      throw new InvalidPathException(
          "The destination is in the group "
              + path.group().get()
              + ", not in that of the address.");
    }
    return path.path();
  }

  private static String path(String url) {
    try {
      return Optional.ofNullable(URI.create(url).getPath()).orElse("");
    } catch (IllegalArgumentException e) {
      throw new InvalidPathException("The parameter url is not a URL.");
    }
  }

  LoadStart.Inputs inputs(ZoneInputs zone) {
    return new LoadStart.Inputs(
        zone,
        Optional.of(folder),
        files.isEmpty() ? Optional.empty() : Optional.of(files),
        overwrite);
  }
}
