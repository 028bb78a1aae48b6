// SPDX-License-Identifier: Apache-2.0
package dev.errand.server.connections;

import dev.errand.incident.Incident;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts connections as they come and go. Those that are too many from one address are closed at
 * once. They are not left waiting to be accepted: they would stand there before those who may come
 * in. When there are too many in all, those that have been without a request for longest make room.
 * Safe for all threads.
 */
final class ConnectionGate implements SelectorManager.AcceptListener {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGate.class);

  private final ConnectionLimits limits;
  private final Map<SelectableChannel, Origin> open = new ConcurrentHashMap<>();

  /** Those that made room, until their files are closed too. */
  private final Set<SelectableChannel> leaving = ConcurrentHashMap.newKeySet();

  private final Map<Origin, Integer> byOrigin = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();
  private final Supplier<? extends Collection<EndPoint>> connected;
  private final Incident refusals =
      new Incident(
          LOG, "No connection is refused any more", Duration.ofSeconds(10), System::nanoTime);

  /**
   * @param connected all connections that there are
   */
  ConnectionGate(ConnectionLimits limits, Supplier<? extends Collection<EndPoint>> connected) {
    this.limits = limits;
    this.connected = connected;
  }

  /** To be called every second or so. */
  void look() {
    refusals.look();
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    Optional<Origin> origin = origin(channel);
    if (origin.isEmpty() || !enter(channel, origin.get())) {
      // Jetty finds it closed and lets go of it.
      close(channel);
    }
  }

  private boolean enter(SelectableChannel channel, Origin origin) {
    if (byOrigin.merge(origin, 1, Integer::sum) > limits.perAddress()) {
      leave(origin);
      refusals.happened(
          "Connections from %s are refused, as it has %d already (errand.http.connections-per-address)"
              .formatted(origin, limits.perAddress()));
      return false;
    }
    if (all.get() >= limits.all()) {
      refusals.happened(
          "Connections without a request are closed for others, or those refused, as there are %d already (server.jetty.max-connections, or three quarters of the files that this process may open); the last comes from %s"
              .formatted(limits.all(), origin));
      makeRoom();
      if (all.get() >= limits.all()) {
        leave(origin);
        return false;
      }
    }
    all.incrementAndGet();
    open.put(channel, origin);
    return true;
  }

  /** Some at once, so that not everyone who comes has all looked at. */
  private synchronized void makeRoom() {
    if (all.get() < limits.all() || leaving.size() >= limits.some()) {
      return;
    }
    connected.get().stream()
        .flatMap(endPoint -> Idler.of(endPoint).stream())
        .sorted(Idler.FIRST_TO_GO)
        .limit(limits.some())
        .map(Idler::endPoint)
        .forEach(endPoint -> {
          if (endPoint.getTransport() instanceof SelectableChannel channel) {
            leaving.add(channel);
            if (!forget(channel)) {
              // It was closed meanwhile, and nobody tells of it a second time.
              leaving.remove(channel);
            }
          }
          endPoint.close();
        });
  }

  /** A connection without a request. */
  private record Idler(EndPoint endPoint, Pause.Kind kind) {

    /** Those that are at a head before those that have proved that they bring requests. */
    static final Comparator<Idler> FIRST_TO_GO =
        Comparator.comparing(Idler::kind)
            .thenComparing(idler -> idler.endPoint().getCreatedTimeStamp());

    static Optional<Idler> of(EndPoint endPoint) {
      return Pause.of(endPoint.getConnection()).map(pause -> new Idler(endPoint, pause.kind()));
    }
  }

  private void leave(Origin origin) {
    byOrigin.computeIfPresent(origin, (_, number) -> number == 1 ? null : number - 1);
  }

  /** Nothing where the other end is gone already. */
  private static Optional<Origin> origin(SelectableChannel channel) {
    try {
      return channel instanceof SocketChannel socket
              && socket.getRemoteAddress() instanceof InetSocketAddress remote
          ? Optional.of(Origin.of(remote.getAddress()))
          : Optional.empty();
    } catch (IOException e) {
      LOG.debug("A connection was gone before it was accepted", e);
      return Optional.empty();
    }
  }

  private static void close(SelectableChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("A connection that is refused could not be closed", e);
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    onClosed(channel);
  }

  @Override
  public void onClosed(SelectableChannel channel) {
    boolean _ = forget(channel);
    leaving.remove(channel);
  }

  /** Whether it was open until now. */
  private boolean forget(SelectableChannel channel) {
    Origin origin = open.remove(channel);
    if (origin == null) {
      return false;
    }
    all.decrementAndGet();
    leave(origin);
    return true;
  }
}
