// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.http.Response;
import dev.errand.task.Json;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The results document: a member for each output. What is plain stands there as it is, an object as
 * a qualified value, what is wanted by reference as a link. A file is a link too, unless its value
 * is asked for, which then comes as Base64.
 */
record ResultsDocument(OutputBodies bodies, Reply reply) {

  Response answer(List<JobOutput> outputs, Map<String, String> headers) {
    return new Response.Stream(MediaType.JSON, headers, out -> writeTo(outputs, out));
  }

  /** Writes the document. */
  void writeTo(List<JobOutput> outputs, OutputStream out) throws IOException {
    try (HeldFiles files = new HeldFiles(bodies, wanted(outputs))) {
      char before = '{';
      for (JobOutput output : outputs) {
        utf8(out, before + Json.of(output.id()).text() + ":");
        member(output, files, out);
        before = ',';
      }
    }
    utf8(out, "}");
  }

  /** Those whose files come themselves. */
  private List<JobOutput> wanted(List<JobOutput> outputs) {
    return outputs.stream().filter(output -> reply.wish(output.id()).byValue()).toList();
  }

  private void member(JobOutput output, HeldFiles files, OutputStream out) throws IOException {
    Wish wish = reply.wish(output.id());
    if (wish.byReference()) {
      utf8(out, link(output));
      return;
    }
    switch (output) {
      case JobOutput.Value value -> utf8(out, value(value, wish));
      case JobOutput.File file -> {
        if (wish.byValue()) {
          encoded(file, files, out);
        } else {
          utf8(out, link(file));
        }
      }
    }
  }

  private static String value(JobOutput.Value output, Wish wish) {
    if (output.isPlain()) {
      return output.value().toString();
    }
    return qualified(output.value(), OutputBodies.type(output, wish)).toString();
  }

  private static ObjectNode qualified(JsonNode value, String mediaType) {
    ObjectNode object = Json.mapper().createObjectNode();
    object.set("value", value);
    return object.put("mediaType", mediaType);
  }

  private String link(JobOutput output) {
    return Json.mapper()
        .createObjectNode()
        .put("href", bodies.links().address(output.id()))
        .put("type", output.mediaType())
        .toString();
  }

  private static void encoded(JobOutput.File file, HeldFiles files, OutputStream out)
      throws IOException {
    utf8(
        out,
        "{\"mediaType\":"
            + Json.of(file.mediaType()).text()
            + ",\"encoding\":\"base64\",\"value\":\"");
    try (OutputStream base64 = Base64.getEncoder().wrap(new KeptOpen(out))) {
      files.copy(file, base64);
    }
    utf8(out, "\"}");
  }

  private static void utf8(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** More is to be written behind what closes it. */
  private static final class KeptOpen extends FilterOutputStream {

    KeptOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {
      // The body goes on.
    }
  }
}
