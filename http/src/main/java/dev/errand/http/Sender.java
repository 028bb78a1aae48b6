// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sends one answer. */
final class Sender {

  private final Request request;
  private final HttpServletResponse out;
  private final String protocol;
  private boolean begun;

  Sender(Request request, HttpServletResponse out, String protocol) {
    this.request = request;
    this.out = out;
    this.protocol = protocol;
  }

  /**
   * @throws HttpException before anything is sent, if the request's conditions refuse it
   * @throws Broken if the answer was begun and cannot be finished
   */
  void send(Response response) throws Broken {
    out.setHeader("X-Content-Type-Options", "nosniff");
    switch (response) {
      case Response.Whole whole -> whole(whole);
      case Response.Stream stream -> stream(stream);
      case Response.File file -> file(file);
      case Response.Content content -> content(content);
    }
  }

  /** Sends what the dialect makes of an exception. */
  void refuse(Dialect dialect, Exception error) throws IOException {
    if (out.isCommitted()) {
      if (begun) {
        throw new IOException("The answer was broken off", error);
      }
      // Some containers answer a body that they cannot read themselves.
      return;
    }
    out.resetBuffer();
    Response refusal = dialect.refuse(request, error);
    try {
      if (refusal instanceof Response.Whole(int status, _, _, _)
          && status == 413
          && protocol.startsWith("HTTP/1")) {
        // What is left of the body must not be taken for the next request, nor be read.
        out.setHeader("Connection", "close");
      }
      send(refusal);
    } catch (Broken gone) {
      throw gone.cause();
    }
  }

  private void whole(Response.Whole whole) throws Broken {
    out.setStatus(whole.status());
    out.setHeader("Cache-Control", "no-store");
    headers(whole.headers());
    if (!whole.contentType().isEmpty()) {
      out.setContentType(whole.contentType());
    }
    boolean document = whole.body().length() > 0 && LineBreak.ends(whole.contentType());
    if (whole.status() != 204 && whole.status() != 304) {
      out.setContentLength(whole.body().length() + (document ? 1 : 0));
    }
    write(stream -> {
      stream.write(whole.body().array(), 0, whole.body().length());
      if (document) {
        stream.write('\n');
      }
    });
  }

  private void stream(Response.Stream stream) throws Broken {
    out.setStatus(200);
    headers(stream.headers());
    out.setHeader("Cache-Control", "no-store");
    out.setContentType(stream.contentType());
    write(sent -> {
      stream.body().writeTo(sent);
      if (LineBreak.ends(stream.contentType())) {
        sent.write('\n');
      }
    });
  }

  private void file(Response.File file) throws Broken {
    try (var download = file.download()) {
      String tag = '"' + download.output().sha256() + '"';
      Map<String, String> headers = new LinkedHashMap<>(file.headers());
      headers.put("Content-Disposition", Attachment.named(download.output().name()));
      ranged(
          download.output().size(),
          tag,
          file.contentType(),
          headers,
          (range, stream) -> download.copyTo(stream, range.first(), range.length()));
    }
  }

  private void content(Response.Content content) throws Broken {
    Response.Bytes body = content.body();
    ranged(
        body.length(),
        content.tag(),
        content.contentType(),
        content.headers(),
        (range, stream) -> stream.write(body.array(), (int) range.first(), (int) range.length()));
  }

  /** Writes some of what is to be sent. */
  private interface RangeBody {
    void writeTo(ByteRange range, OutputStream out) throws IOException;
  }

  private void ranged(
      long size, String tag, String contentType, Map<String, String> headers, RangeBody body)
      throws Broken {
    // Conditions and ranges mean what stands at an address, not the answer to a POST.
    boolean reads = request.isHead() || request.method().equals("GET");
    boolean known = reads && Conditions.notModified(request, tag);
    ByteRange range = reads && !known ? Conditions.range(request, tag, size) : ByteRange.all(size);
    headers(headers);
    out.setHeader("ETag", tag);
    out.setHeader("Accept-Ranges", "bytes");
    out.setHeader("Cache-Control", "private, no-cache");
    if (known) {
      out.setStatus(304);
      return;
    }
    out.setStatus(range.isAll(size) ? 200 : 206);
    if (!range.isAll(size)) {
      out.setHeader("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size);
    }
    typeAsItIs(contentType);
    out.setContentLengthLong(range.length());
    write(stream -> body.writeTo(range, stream));
  }

  /** Containers add a charset of their own to some types, which the bytes need not be in. */
  private void typeAsItIs(String contentType) {
    out.setContentType(contentType);
    if (!contentType.toLowerCase(Locale.ROOT).contains("charset=")) {
      out.setCharacterEncoding((String) null);
    }
  }

  private void headers(Map<String, String> headers) {
    headers.forEach(out::setHeader);
  }

  private void write(Response.StreamBody body) throws Broken {
    if (request.isHead()) {
      return;
    }
    begun = true;
    try {
      OutputStream stream = out.getOutputStream();
      body.writeTo(stream);
      stream.close();
    } catch (IOException gone) {
      throw new Broken(gone);
    }
  }
}
