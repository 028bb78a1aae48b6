// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Several outputs as {@code multipart/related} (RFC 2387): a part each, its Content-ID the id of
 * the output. A part by reference is empty and has a Content-Location. Files are streamed.
 */
record RelatedParts(OutputBodies bodies, Reply reply) {

  Response answer(List<JobOutput> outputs, Map<String, String> headers) {
    // Nobody knew it when the parts were made, so it is in none of them.
    String boundary = "errand-" + UUID.randomUUID();
    String first = type(outputs.getFirst());
    return new Response.Stream(
        "multipart/related; type=\"%s\"; boundary=%s"
            .formatted(MediaType.of(first).name(), boundary),
        headers,
        out -> {
          try (HeldFiles files = new HeldFiles(bodies, wanted(outputs))) {
            for (JobOutput output : outputs) {
              ascii(out, "--" + boundary + "\r\n");
              part(output, files, out);
              ascii(out, "\r\n");
            }
          }
          ascii(out, "--" + boundary + "--\r\n");
        });
  }

  /** Those that are not only linked. */
  private List<JobOutput> wanted(List<JobOutput> outputs) {
    return outputs.stream().filter(output -> !reply.wish(output.id()).byReference()).toList();
  }

  private String type(JobOutput output) {
    return OutputBodies.type(output, reply.wish(output.id()));
  }

  private void part(JobOutput output, HeldFiles files, OutputStream out) throws IOException {
    boolean reference = reply.wish(output.id()).byReference();
    ascii(out, "Content-Type: " + type(output).replaceAll("\\p{Cntrl}", "") + "\r\n");
    ascii(out, "Content-ID: <" + OutputLinks.encoded(output.id()) + ">\r\n");
    if (reference) {
      ascii(out, "Content-Location: " + bodies.links().address(output.id()) + "\r\n");
    }
    ascii(out, "\r\n");
    if (!reference) {
      switch (output) {
        case JobOutput.Value value -> out.write(value.bytes(type(output)));
        case JobOutput.File file -> files.copy(file, out);
      }
    }
  }

  private static void ascii(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
