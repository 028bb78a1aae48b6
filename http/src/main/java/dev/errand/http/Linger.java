// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a caller whose request was refused before its body was read get to the answer. A connection
 * that is closed while bytes of the body still come in is reset, and with that the answer is often
 * lost on its way; so some of them are read and thrown away first. RFC 9112, section 9.6.
 */
final class Linger {

  private static final long MOST_BYTES = 4L << 20;
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

  private Linger() {}

  /** Sends the answer out and reads what comes for a short while. */
  static void after(HttpServletRequest request, HttpServletResponse response) {
    boolean mayHaveBody = request.getContentLengthLong() > 0 || RequestBody.isChunked(request);
    // Who asks for permission to send its body has not sent it.
    if (!mayHaveBody || request.getHeader("Expect") != null) {
      return;
    }
    try {
      response.flushBuffer();
      discard(request.getInputStream(), request.getContentLengthLong());
    } catch (IOException | IllegalStateException gone) {
      // The caller has its answer or has left; there is nobody to tell.
      return;
    }
  }

  /**
   * @param length of the whole body, negative if nobody knows; a stream is not finished before it
   *     was read past its end, so without it a body that was read would be waited for
   */
  private static void discard(ServletInputStream in, long length) throws IOException {
    byte[] waste = new byte[16 << 10];
    long left = length < 0 ? MOST_BYTES : Math.min(MOST_BYTES, length);
    long end = System.nanoTime() + LONGEST.toNanos();
    while (left > 0 && !in.isFinished() && System.nanoTime() < end) {
      if (in.available() == 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      } else {
        int read = in.read(waste, 0, (int) Math.min(waste.length, left));
        if (read < 0) {
          return;
        }
        left -= read;
      }
    }
  }
}
