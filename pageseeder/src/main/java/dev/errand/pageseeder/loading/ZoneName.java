// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.pageseeder.groups.InvalidPathException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which of a member's loading zones in a group is meant: the general one, one of an upload id, or
 * the one of a comment's attachments.
 *
 * @param folder the name of its folder
 */
record ZoneName(String folder) {

  private static final Pattern UPLOAD_ID = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
  private static final Pattern XLINK_ID = Pattern.compile("[0-9]{1,19}");
  private static final String UPLOAD = "upload-";

  private static final ZoneName GENERAL = new ZoneName("general");

  /**
   * The zone that the parameters of these names choose; an upload id comes first.
   *
   * @throws InvalidPathException if one cannot be part of a file name
   */
  static ZoneName of(Optional<String> uploadId, Optional<String> xlinkId) {
    Optional<String> upload = uploadId.filter(id -> !id.isEmpty());
    Optional<String> xlink = xlinkId.filter(id -> !id.isEmpty());
    if (upload.isPresent()) {
      return new ZoneName(UPLOAD + checked(upload.get(), UPLOAD_ID, "uploadid"));
    }
    return xlink
        .map(id -> new ZoneName("xlink-" + checked(id, XLINK_ID, "xlinkid")))
        .orElse(GENERAL);
  }

  private static String checked(String id, Pattern pattern, String parameter) {
    if (!pattern.matcher(id).matches()) {
      throw new InvalidPathException(
          "The parameter %s does not match %s.".formatted(parameter, pattern));
    }
    return id;
  }

  /** The upload id, where that is what names it. */
  Optional<String> uploadId() {
    return folder.startsWith(UPLOAD)
        ? Optional.of(folder.substring(UPLOAD.length()))
        : Optional.empty();
  }
}
