// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import dev.errand.testkit.OtherProcess;
import java.nio.file.Files;
import java.nio.file.Path;

/** Another process that is receiving an upload, and says where, until it is killed. */
final class UploadReceiver {

  private UploadReceiver() {}

  public static void main(String[] args) throws Exception {
    try (Uploads uploads = Uploads.open(Path.of(args[0]))) {
      Path part = Files.createTempFile(uploads.receiving(), "upload-", ".part");
      OtherProcess.pauseAt(part.toString());
    }
  }
}
