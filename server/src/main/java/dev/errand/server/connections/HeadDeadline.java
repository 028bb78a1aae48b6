// SPDX-License-Identifier: Apache-2.0
package dev.errand.server.connections;

import dev.errand.incident.Incident;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that take too long to say what they want: for the head of a request, and
 * before the first one for all that comes ahead of it, such as a TLS handshake. Time counts from
 * when it was first seen at that, however often a byte comes. Jetty's own deadline is one for idle
 * time alone. Looks at all connections now and then, so that no request pays for it. For one
 * thread.
 */
final class HeadDeadline {

  private static final Logger LOG = LoggerFactory.getLogger(HeadDeadline.class);

  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private final Connector connector;
  private final Duration headTimeout;
  private final LongSupplier nanos;
  private final Incident closings;
  private Map<EndPoint, Seen> seen = new HashMap<>();

  /**
   * A pause.
   *
   * @param since when it was first seen
   */
  private record Seen(Pause pause, long since) {}

  HeadDeadline(Connector connector, Duration headTimeout, LongSupplier nanos) {
    this.connector = connector;
    this.headTimeout = headTimeout;
    this.nanos = nanos;
    this.closings =
        new Incident(
            LOG,
            "No connection is closed any more for a head that takes too long",
            Duration.ofSeconds(30),
            nanos);
  }

  /** To be called every second, or several times in a deadline that is shorter. */
  void look() {
    long now = nanos.getAsLong();
    Map<EndPoint, Seen> still = new HashMap<>();
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      Pause.of(endPoint.getConnection())
          .ifPresent(pause -> {
            Seen fresh = new Seen(pause, now);
            Seen before = seen.getOrDefault(endPoint, fresh);
            Seen current = before.pause().equals(pause) ? before : fresh;
            if (now - current.since() >= limit(pause.kind()).toNanos()) {
              close(endPoint, pause.kind());
            } else {
              still.put(endPoint, current);
            }
          });
    }
    seen = still;
    closings.look();
  }

  private Duration limit(Pause.Kind kind) {
    return switch (kind) {
      case HEAD -> headTimeout;
      case IDLE -> idle();
    };
  }

  /** Jetty sees to that, but for line breaks, which come before no request and would count. */
  private Duration idle() {
    long millis = connector.getIdleTimeout();
    return millis <= 0 ? FOREVER : Duration.ofMillis(millis).plus(headTimeout);
  }

  private void close(EndPoint endPoint, Pause.Kind kind) {
    if (kind == Pause.Kind.HEAD) {
      closings.happened(
          "Connections are closed, as the head of a request takes too long (errand.http.head-timeout); the last was from %s"
              .formatted(endPoint.getRemoteSocketAddress()));
    }
    endPoint.close(new TimeoutException("The head of a request took too long"));
  }
}
