// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.http.Response;
import dev.errand.http.Utf8Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Consumer;

/** Makes responses of what is written to a {@link BodyWriter}. */
public final class Body {

  private static final int USUAL = 1 << 10;
  private static final int ENOUGH_TO_SEND = 32 << 10;

  private final Utf8Buffer buffer = new Utf8Buffer(USUAL);
  private final BodyWriter writer;

  private Body(Format format) {
    writer = format == Format.JSON ? new JsonBody(buffer) : new XmlBody(buffer);
  }

  /** A body with the one root member that {@code content} writes. */
  public static Response of(Format format, Consumer<BodyWriter> content) {
    return of(format, 200, Map.of(), content);
  }

  /** The same with a status and headers. */
  public static Response of(
      Format format, int status, Map<String, String> headers, Consumer<BodyWriter> content) {
    Body body = new Body(format);
    content.accept(body.writer);
    body.finish();
    return new Response.Whole(status, format.contentType(), body.buffer.bytes(), headers);
  }

  /**
   * A body that says that something was done: the root {@code response} with {@code success} true
   * and more members.
   */
  public static Response success(Format format, Consumer<BodyWriter> members) {
    return of(
        format,
        writer -> {
          writer.object("response").bool("success", true);
          members.accept(writer);
          writer.endObject();
        });
  }

  /** A body that is too large to be held. */
  static Response stream(Format format, StreamedContent content) {
    return new Response.Stream(
        format.contentType(), Map.of(), out -> new Body(format).write(content, out));
  }

  /** Writes a long body, telling now and then that this is a good moment to send what there is. */
  @FunctionalInterface
  interface StreamedContent {
    void write(BodyWriter writer, Checkpoint checkpoint) throws IOException;
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
    finish();
    buffer.drainTo(out);
  }

  private void finish() {
    if (writer instanceof JsonBody json) {
      json.finish();
    }
  }
}
