// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee11.servlet.ErrorHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What callers see where the container itself refuses a request (headers too large, not HTTP) or
 * nobody answered: one line of text, and nothing about what the server is made of.
 */
final class PlainErrors extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    generateResponse(request, response, response.getStatus(), null, null, callback);
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback)
      throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    byte[] line =
        (code + " " + HttpStatus.getMessage(code) + hint(code) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(line), callback);
  }

  /** What to do about it, where the container refuses before any route is asked. */
  private static String hint(int code) {
    return switch (code) {
      case 400 ->
          ": the request line or a header is malformed; addresses are percent-encoded UTF-8 without"
              + " dot segments, encoded slashes and empty segments";
      case 414, 431 -> ": address and headers together may have 16 KiB";
      default -> "";
    };
  }
}
