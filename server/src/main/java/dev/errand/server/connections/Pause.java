// SPDX-License-Identifier: Apache-2.0
package dev.errand.server.connections;

import java.util.Optional;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * What a connection is at that has no request.
 *
 * @param turn tells one pause of a connection from the next
 */
record Pause(Kind kind, long turn) {

  private static final Pause FIRST = new Pause(Kind.HEAD, 0);

  enum Kind {
    /** The head of a request is on its way, or what comes ahead of the first. */
    HEAD,
    /** Nothing of the next request has come. */
    IDLE
  }

  /**
   * The pause of a connection, empty while a request is read or answered. For any thread: what
   * another one writes into the parser may be seen late, so that one look alone proves little.
   */
  static Optional<Pause> of(Connection connection) {
    if (connection instanceof SslConnection tls) {
      return of(tls.getSslEndPoint().getConnection());
    }
    if (!(connection instanceof HttpConnection http)) {
      return Optional.of(FIRST);
    }
    HttpParser parser = http.getParser();
    if (!parser.inHeaderState()) {
      return Optional.empty();
    }
    long requests = http.getMessagesIn();
    if (requests == 0) {
      return Optional.of(FIRST);
    }
    return Optional.of(
        parser.isStart()
            ? new Pause(Kind.IDLE, requests)
            : new Pause(Kind.HEAD, parser.getBeginNanoTime()));
  }
}
