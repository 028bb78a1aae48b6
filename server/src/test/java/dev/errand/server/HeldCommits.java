// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The way to a database on this machine, on which the answers to commits of one kind are held or
 * lost: of transactions in which a statement with some text was sent. Safe for all threads.
 */
final class HeldCommits implements AutoCloseable {

  private static final String COMMIT = "COMMIT\0";
  private static final String ROLLBACK = "ROLLBACK\0";
  private static final int BUFFER = 64 << 10;

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean away;
  private Optional<String> statement = Optional.empty();
  private boolean holding;
  private int waiting;

  /**
   * @param target the port of the database
   */
  HeldCommits(int target) {
    this.target = target;
    try {
      this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("held-commits").start(this::accept);
  }

  /** The URL of the database on this way; the driver sends the text of each statement. */
  String url(String direct) {
    return direct.replace(":" + target + "/", ":" + listening.getLocalPort() + "/")
        + "&prepareThreshold=0";
  }

  /** From now on what has such a statement is committed, and that is answered when let go. */
  synchronized void hold(String statement) {
    this.statement = Optional.of(statement);
    holding = true;
  }

  /** From now on what has such a statement is committed, and its connection breaks. */
  synchronized void lose(String statement) {
    this.statement = Optional.of(statement);
    holding = false;
  }

  /** Waits until an answer is held. */
  synchronized void awaitHeld() throws InterruptedException {
    while (waiting == 0) {
      wait();
    }
  }

  /** The database cannot be reached at all. */
  void away() {
    away = true;
    open.forEach(HeldCommits::reset);
  }

  /** All goes on; returns when nothing is held any more. */
  synchronized void letGo() {
    statement = Optional.empty();
    holding = false;
    away = false;
    notifyAll();
    try {
      while (waiting > 0) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket server = listening.accept();
        if (away) {
          reset(server);
        } else {
          connect(server);
        }
      }
    } catch (IOException e) {
      open.forEach(HeldCommits::reset);
    }
  }

  private void connect(Socket server) throws IOException {
    Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
    open.add(server);
    open.add(database);
    AtomicBoolean concerned = new AtomicBoolean();
    Thread.ofVirtual().start(() -> copy(server, database, concerned, false));
    Thread.ofVirtual().start(() -> copy(database, server, concerned, true));
  }

  /**
   * @param concerned whether the transaction has the statement
   */
  private void copy(Socket from, Socket to, AtomicBoolean concerned, boolean answers) {
    byte[] buffer = new byte[BUFFER];
    try {
      OutputStream out = to.getOutputStream();
      for (int read = from.getInputStream().read(buffer);
          read >= 0;
          read = from.getInputStream().read(buffer)) {
        String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        if (!answers && statement().filter(text::contains).isPresent()) {
          concerned.set(true);
        }
        if (answers && text.contains(ROLLBACK)) {
          concerned.set(false);
        }
        if (answers && text.contains(COMMIT) && concerned.getAndSet(false) && isLost()) {
          break;
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // Broken from outside, or by the test: the other direction ends as well.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reset(from);
      reset(to);
      open.remove(from);
      open.remove(to);
    }
  }

  /** Returns when an answer to a commit may go on, or is lost. */
  private synchronized boolean isLost() throws InterruptedException {
    boolean held = holding;
    waiting++;
    notifyAll();
    while (holding) {
      wait();
    }
    waiting--;
    notifyAll();
    return !held && statement.isPresent();
  }

  private synchronized Optional<String> statement() {
    return statement;
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      assert socket.isClosed() : e;
    }
  }

  @Override
  public void close() throws IOException {
    letGo();
    listening.close();
    open.forEach(HeldCommits::reset);
  }
}
