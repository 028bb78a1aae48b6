// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * The network between nodes and a database on this machine, which a test breaks. Connections are
 * told apart by the name of the application that they announce. Safe for all threads.
 */
public final class Proxy implements AutoCloseable {

  private static final long PATIENCE_NANOS = 90_000_000_000L;

  private final ServerSocket listening;
  private final int first;
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile Settings settings = new Settings(new Setting(Fault.NONE), Map.of());
  private volatile int target;

  /** What befalls connections, old and new. */
  public enum Fault {
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
    /** A commit is held on its way to the database, until the next setting. */
    COMMIT_HELD,
    /** A commit takes place, and what tells the node so is held until the next setting. */
    ANSWER_HELD
  }

  /** One setting of a fault; what it holds goes on when it is replaced, also by its like. */
  private static final class Setting {
    final Fault fault;
    boolean holds;

    Setting(Fault fault) {
      this.fault = fault;
    }
  }

  private record Settings(Setting everywhere, Map<String, Setting> of) {
    Setting at(String application) {
      return of.getOrDefault(application, everywhere);
    }
  }

  /**
   * @param target the port of the database
   */
  public Proxy(int target) {
    this.first = target;
    this.target = target;
    try {
      this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  /**
   * The URL of the first database that goes through here. The driver sends the text of each commit,
   * so that it is seen.
   */
  public String url(String direct) {
    return direct.replace(":" + first + "/", ":" + listening.getLocalPort() + "/")
        + "&prepareThreshold=0";
  }

  /** Where it listens. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Has new connections go to the database at another port, and breaks those that are open. */
  public void lead(int target) {
    this.target = target;
    resetAll();
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
          if (database.getPort() != target) {
            connection.reset();
          }
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
  public Fault fault(String application) {
    return settings.at(application).fault;
  }

  /** Has this befall all connections. */
  public void set(Fault fault) {
    replace(new Settings(new Setting(fault), Map.of()));
  }

  /** Has this befall connections of one application, and no others. */
  public void set(Fault fault, String application) {
    replace(new Settings(new Setting(Fault.NONE), Map.of(application, new Setting(fault))));
  }

  /** Has this befall connections of one application, besides what befalls others. */
  public synchronized void also(Fault fault, String application) {
    Map<String, Setting> of = new HashMap<>(settings.of());
    of.put(application, new Setting(fault));
    replace(new Settings(settings.everywhere(), Map.copyOf(of)));
  }

  private synchronized void replace(Settings next) {
    settings = next;
    notifyAll();
  }

  /** Holds all for so long. */
  public void stall(Duration time) {
    set(Fault.STALL);
    pass(time);
    set(Fault.NONE);
  }

  /** Has one direction be lost for so long, and breaks what hangs for that reason. */
  public void halfOpen(Fault direction, Duration time) {
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

  /**
   * Waits until what goes through that connection is not held any more.
   *
   * @param holding the fault that holds just this and not all, if it is set
   */
  synchronized void awaitMoving(ProxiedConnection connection, Optional<Fault> holding)
      throws InterruptedException {
    Setting stall = settings.at(connection.application());
    while (stall.fault == Fault.STALL && !connection.isClosed()) {
      hold(stall);
      stall = settings.at(connection.application());
    }
    // The next setting lets it go, also one that holds all that comes after it.
    Setting hold = settings.at(connection.application());
    while (holding.filter(hold.fault::equals).isPresent()
        && hold.equals(settings.at(connection.application()))
        && !connection.isClosed()) {
      hold(hold);
    }
  }

  private synchronized void hold(Setting setting) throws InterruptedException {
    // Once: two that are held would wake each other for as long as they are.
    if (!setting.holds) {
      setting.holds = true;
      notifyAll();
    }
    wait(1_000);
  }

  /** Waits until what befalls that application now holds something of it. */
  public synchronized void awaitHeld(String application) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!settings.at(application).holds) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("nothing of " + application + " is held");
      }
      wait(1_000);
    }
  }

  /** The connections that are open under that name. */
  public Set<ProxiedConnection> connections(String application) {
    return connections.stream()
        .filter(one -> one.application().equals(application))
        .collect(Collectors.toSet());
  }

  /**
   * Breaks all connections.
   *
   * @return how many there were
   */
  public int resetAll() {
    List<ProxiedConnection> open = List.copyOf(connections);
    open.forEach(ProxiedConnection::reset);
    return open.size();
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
