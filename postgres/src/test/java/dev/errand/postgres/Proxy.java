// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The network between nodes and a database on this machine, which a test breaks. Connections are
 * told apart by the name of the application that they announce. Safe for all threads.
 */
final class Proxy implements AutoCloseable {

  private final ServerSocket listening;
  private final int target;
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile Fault fault = Fault.NONE;
  private volatile Predicate<String> where = _ -> true;

  /** What befalls connections, old and new. */
  enum Fault {
    NONE,
    /** Nothing goes through; what was held comes later, as after lost packets. */
    STALL,
    /** What the node sends vanishes for good, as if the other end were gone. */
    TO_DATABASE_LOST,
    /** What the database sends vanishes for good. */
    TO_NODE_LOST,
    /** Announcements vanish for good and all else goes through, as with a pooler in between. */
    ANNOUNCEMENTS_LOST,
    /** All comes late. */
    DELAY,
    /** A commit vanishes, with all that would come after it. */
    COMMIT_VANISHES,
    /** A commit gets lost, and its connection breaks. */
    COMMIT_LOST,
    /** A commit takes place, and the connection breaks before the node is told. */
    ANSWER_LOST,
    /** A commit of what a store has written takes place, and it is told when this is over. */
    ANSWER_HELD
  }

  /**
   * @param target the port of the database
   */
  Proxy(int target) {
    this.target = target;
    try {
      this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  /**
   * The URL of a database that goes through here. The driver sends the text of each commit, so that
   * it is seen.
   */
  String url(String direct) {
    return direct.replace(":" + target + "/", ":" + listening.getLocalPort() + "/")
        + "&prepareThreshold=0";
  }

  private void accept() {
    try {
      while (true) {
        Socket node = listening.accept();
        try {
          Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
          ProxiedConnection connection = new ProxiedConnection(this, node, database);
          connections.add(connection);
          connection.start();
        } catch (IOException e) {
          // The database is down, and so it looks to the node.
          node.close();
        }
      }
    } catch (IOException e) {
      connections.forEach(ProxiedConnection::reset);
    }
  }

  /** What befalls a connection with that name now. */
  Fault fault(String application) {
    return where.test(application) ? fault : Fault.NONE;
  }

  /** Has this befall all connections. */
  void set(Fault fault) {
    set(fault, _ -> true);
  }

  /** Has this befall connections of one application, and no others. */
  void set(Fault fault, String application) {
    set(fault, application::equals);
  }

  private void set(Fault fault, Predicate<String> where) {
    synchronized (this) {
      this.fault = Fault.NONE;
      this.where = where;
      this.fault = fault;
      notifyAll();
    }
  }

  /** Holds all for so long. */
  void stall(Duration time) {
    set(Fault.STALL);
    pass(time);
    set(Fault.NONE);
  }

  /** Has one direction be lost for so long, and breaks what hangs for that reason. */
  void halfOpen(Fault direction, Duration time) {
    set(direction);
    pass(time);
    set(Fault.NONE);
    resetAll();
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  /** Waits until that connection is not held by that any more. */
  synchronized void awaitEnd(Fault holding, ProxiedConnection connection)
      throws InterruptedException {
    while (fault(connection.application()) == holding && !connection.isClosed()) {
      wait(1_000);
    }
  }

  /** Waits until the answer to a commit is held. */
  void awaitHeld(String application) {
    while (connections(application).stream().noneMatch(ProxiedConnection::isHeld)) {
      pass(Duration.ofMillis(1));
    }
  }

  /** The connections that are open under that name. */
  Set<ProxiedConnection> connections(String application) {
    return connections.stream()
        .filter(one -> one.application().equals(application))
        .collect(Collectors.toSet());
  }

  /** Breaks all connections. */
  void resetAll() {
    connections.forEach(ProxiedConnection::reset);
  }

  void closed(ProxiedConnection connection) {
    connections.remove(connection);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    resetAll();
  }
}
