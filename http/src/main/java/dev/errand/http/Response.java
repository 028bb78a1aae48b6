// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.task.Download;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is sent back. Each kind is sent without its body if the request was a HEAD. */
public sealed interface Response {

  /**
   * A body that is complete. A document of JSON or XML is sent with a line break at its end.
   *
   * @param contentType empty if there is no body
   * @param headers {@code Cache-Control} among them goes before the usual {@code no-store}
   */
  record Whole(int status, String contentType, Bytes body, Map<String, String> headers)
      implements Response {}

  /**
   * A body that is written bit by bit, of a length nobody knows. It may block: the thread is the
   * request's own. A document of JSON or XML is sent with a line break at its end.
   */
  record Stream(String contentType, Map<String, String> headers, StreamBody body)
      implements Response {}

  /**
   * A file, whole or in part as the request's Range and If-… headers ask (RFC 9110 sections 13 and
   * 14), to be kept under its own name.
   *
   * @param download closed when the answer has been sent or has failed
   */
  record File(Download download, String contentType, Map<String, String> headers)
      implements Response {

    /** Without more headers. */
    public File(Download download, String contentType) {
      this(download, contentType, Map.of());
    }
  }

  /**
   * A body in memory that is sent like a file: whole or in part, or not at all to who has it.
   *
   * @param tag the entity tag, in quotes
   */
  record Content(String contentType, String tag, Bytes body, Map<String, String> headers)
      implements Response {}

  /**
   * Writes a body; an exception breaks the connection off, so that the caller sees that something
   * is missing.
   */
  @FunctionalInterface
  interface StreamBody {
    void writeTo(OutputStream out) throws IOException;
  }

  /** The first {@code length} bytes of an array that nobody changes any more. */
  @SuppressWarnings("ArrayRecordComponent") // a view on a buffer, compared by nobody
  record Bytes(byte[] array, int length) {
    public static final Bytes NONE = new Bytes(new byte[0], 0);
  }

  /** The same with further headers. */
  default Response with(Map<String, String> more) {
    return switch (this) {
      case Whole whole ->
          new Whole(whole.status, whole.contentType, whole.body, joined(whole.headers, more));
      case Stream stream ->
          new Stream(stream.contentType, joined(stream.headers, more), stream.body);
      case File file -> new File(file.download, file.contentType, joined(file.headers, more));
      case Content content ->
          new Content(
              content.contentType, content.tag, content.body, joined(content.headers, more));
    };
  }

  private static Map<String, String> joined(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(some);
    all.putAll(more);
    return all;
  }

  /** Plain text in UTF-8. */
  static Response text(int status, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Whole(status, "text/plain;charset=UTF-8", new Bytes(bytes, bytes.length), Map.of());
  }

  /** No body. */
  static Response empty(int status, Map<String, String> headers) {
    return new Whole(status, "", Bytes.NONE, headers);
  }
}
