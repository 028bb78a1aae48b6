// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads bodies without ever taking more than is allowed. */
final class RequestBody {

  private RequestBody() {}

  /** Whether the request says that it has a body of a length it does not tell. */
  static boolean isChunked(HttpServletRequest request) {
    return request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") != null;
  }

  /**
   * Refuses a body that says it is too large before any of it is read.
   *
   * @throws HttpException 413
   */
  static void checkLength(HttpServletRequest request, long limit) {
    if (request.getContentLengthLong() > limit) {
      throw HttpException.tooLarge(limit);
    }
  }

  /**
   * The whole body.
   *
   * @throws HttpException 400 if it cannot be read, 413 if it is larger than {@code limit} bytes
   */
  static byte[] read(HttpServletRequest request, int limit) {
    checkLength(request, limit);
    try {
      InputStream in = request.getInputStream();
      int length = request.getContentLength();
      // Without a length the stream reads into buffers much larger than a usual body.
      byte[] bytes = length < 0 ? in.readNBytes(limit + 1) : exactly(in, length);
      if (bytes.length > limit) {
        throw HttpException.tooLarge(limit);
      }
      return bytes;
    } catch (IOException broken) {
      throw unreadable();
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    if (in.readNBytes(bytes, 0, length) < length) {
      throw new EOFException("the body is shorter than its length says");
    }
    // Only who reads past the end finishes the stream; a refusal would wait for the rest.
    if (in.read() >= 0) {
      throw new IOException("the body is longer than its length says");
    }
    return bytes;
  }

  /**
   * The body as a stream that refuses to give more than {@code limit} bytes, with the same
   * exceptions.
   */
  static InputStream limited(HttpServletRequest request, long limit) {
    checkLength(request, limit);
    try {
      return new Limited(request.getInputStream(), limit);
    } catch (IOException broken) {
      throw unreadable();
    }
  }

  private static HttpException unreadable() {
    return HttpException.badRequest("The request body could not be read to its end.");
  }

  private static final class Limited extends FilterInputStream {
    private final long limit;
    private long read;

    Limited(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count;
      try {
        count = super.read(bytes, offset, length);
      } catch (IOException broken) {
        throw unreadable();
      }
      read += Math.max(count, 0);
      if (read > limit) {
        throw HttpException.tooLarge(limit);
      }
      return count;
    }
  }
}
