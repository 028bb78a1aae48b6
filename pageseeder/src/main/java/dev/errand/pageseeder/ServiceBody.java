// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.http.Response;
import dev.errand.http.Utf8Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Consumer;

/** Makes responses of what is written to a {@link ServiceWriter}. */
final class ServiceBody {

  private static final int USUAL = 1 << 10;
  private static final int ENOUGH_TO_SEND = 32 << 10;

  private final Utf8Buffer buffer = new Utf8Buffer(USUAL);
  private final ServiceWriter writer;

  private ServiceBody(ServiceFormat format) {
    writer =
        format == ServiceFormat.JSON ? new JsonServiceWriter(buffer) : new XmlServiceWriter(buffer);
  }

  /** A body with the one document element that {@code content} writes. */
  static Response of(
      ServiceFormat format,
      int status,
      Map<String, String> headers,
      Consumer<ServiceWriter> content) {
    ServiceBody body = new ServiceBody(format);
    content.accept(body.writer);
    body.requireComplete();
    return new Response.Whole(status, format.contentType(), body.buffer.bytes(), headers);
  }

  /** A body that is too large to be held. */
  static Response stream(ServiceFormat format, StreamedContent content) {
    return new Response.Stream(
        format.contentType(), Map.of(), out -> new ServiceBody(format).write(content, out));
  }

  /** Writes a long body, telling now and then that this is a good moment to send what there is. */
  @FunctionalInterface
  interface StreamedContent {
    void write(ServiceWriter writer, Checkpoint checkpoint) throws IOException;
  }

  /** See {@link StreamedContent}. */
  @FunctionalInterface
  interface Checkpoint {
    void reached() throws IOException;
  }

  private void write(StreamedContent content, OutputStream out) throws IOException {
    content.write(
        writer,
        () -> {
          if (buffer.length() > ENOUGH_TO_SEND) {
            buffer.drainTo(out);
          }
        });
    requireComplete();
    buffer.drainTo(out);
  }

  private void requireComplete() {
    boolean complete =
        switch (writer) {
          case XmlServiceWriter xml -> xml.isComplete();
          case JsonServiceWriter json -> json.isComplete();
        };
    if (!complete) {
      throw new IllegalStateException("an element of the answer was begun and not ended");
    }
  }
}
