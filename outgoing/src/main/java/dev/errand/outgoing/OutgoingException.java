// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** A request got no whole answer; the message names the URL, without secrets, and says why. */
public final class OutgoingException extends IOException {

  private static final long serialVersionUID = 1;

  private final String reason;

  OutgoingException(OutgoingUri uri, String reason, Throwable cause) {
    super("%s %s".formatted(uri.shown(), reason), cause);
    this.reason = reason;
  }

  OutgoingException(OutgoingUri uri, String reason) {
    super("%s %s".formatted(uri.shown(), reason));
    this.reason = reason;
  }

  /** More comes than is taken. */
  public static OutgoingException tooLarge(OutgoingUri uri, long limit) {
    return new OutgoingException(
        uri, "is larger than %d bytes, which is the limit of this server.".formatted(limit));
  }

  /** Whether nothing came for too long, on a connection that there was. */
  public boolean isSilence() {
    return getCause() instanceof SocketTimeoutException
        && !(getCause() instanceof ConnectTimeoutException);
  }

  /** What happened, to stand behind the URL in a sentence. */
  public String reason() {
    return reason;
  }
}
