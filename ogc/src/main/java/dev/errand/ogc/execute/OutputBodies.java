// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.GuardedErrand;
import dev.errand.http.Response;
import dev.errand.ogc.OgcException;
import dev.errand.task.Download;
import dev.errand.task.Sha256;
import dev.errand.task.Task;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the outputs of a task as they are. */
record OutputBodies(GuardedErrand errand, Task task, String base) {

  OutputLinks links() {
    return new OutputLinks(task, base);
  }

  /** An output as a whole body, to be had in parts and with its digest (RFC 9530). */
  Response whole(JobOutput output, Wish wish, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    return switch (output) {
      case JobOutput.Value value -> {
        String type = type(value, wish);
        byte[] bytes = value.bytes(type);
        String digest = Sha256.hex(bytes);
        all.put("Repr-Digest", reprDigest(digest));
        yield new Response.Content(
            type, '"' + digest + '"', new Response.Bytes(bytes, bytes.length), all);
      }
      case JobOutput.File file -> {
        all.put("Repr-Digest", reprDigest(file.output().sha256()));
        yield new Response.File(open(file), file.mediaType(), all);
      }
    };
  }

  /** The media type that an output is sent with. */
  static String type(JobOutput output, Wish wish) {
    return wish.mediaType()
        .filter(wanted -> !MediaType.of(wanted).equals(MediaType.of(output.mediaType())))
        .orElse(output.mediaType());
  }

  /** A file that stays until it is closed. */
  Download open(JobOutput.File file) {
    return errand
        .download(task.id(), file.output().name())
        .orElseThrow(() -> OgcException.noSuchJob(task.id().key().toString()));
  }

  private static String reprDigest(String hex) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)) + ":";
  }
}
