// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection that goes through a {@link Proxy}, with a thread for each direction. */
public final class ProxiedConnection {

  private static final Pattern APPLICATION = Pattern.compile("errand-[a-z]+");
  private static final String COMMIT = "COMMIT\0";

  /** What the database answers to the row that a writer adds where it has written anything. */
  private static final String MARKED = "INSERT 0 1\0";

  private static final int HEADER = 5;
  private static final int BUFFER = 64 << 10;
  private static final Duration DELAY = Duration.ofMillis(30);

  private final Proxy proxy;
  private final Socket node;
  private final Socket database;
  private volatile String application = "";
  private volatile boolean dead;
  private volatile boolean wrote;

  ProxiedConnection(Proxy proxy, Socket node, Socket database) {
    this.proxy = proxy;
    this.node = node;
    this.database = database;
  }

  void start() {
    Thread.ofVirtual().start(() -> copy(node, database, Proxy.Fault.TO_DATABASE_LOST));
    Thread.ofVirtual().start(() -> copy(database, node, Proxy.Fault.TO_NODE_LOST));
  }

  /** As its driver calls itself; empty before it has said so. */
  public String application() {
    return application;
  }

  /** Whether something of it is lost for good. */
  public boolean isDead() {
    return dead;
  }

  public boolean isClosed() {
    return node.isClosed();
  }

  /**
   * @param loss after which nothing goes in this direction any more
   */
  private void copy(Socket from, Socket to, Proxy.Fault loss) {
    byte[] buffer = new byte[BUFFER];
    boolean lost = false;
    boolean deaf = false;
    try {
      OutputStream out = to.getOutputStream();
      for (int read = from.getInputStream().read(buffer);
          read >= 0;
          read = from.getInputStream().read(buffer)) {
        String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        learn(text);
        wrote |= to.equals(node) && text.contains(MARKED);
        proxy.awaitMoving(this, text.contains(COMMIT) ? holding(to) : Optional.empty());
        Proxy.Fault fault = proxy.fault(application);
        lost |= fault == loss || text.contains(COMMIT) && isSwallowed(fault, to);
        deaf |= fault == Proxy.Fault.ANNOUNCEMENTS_LOST && to.equals(node);
        dead |= lost || deaf;
        if (fault == Proxy.Fault.DELAY) {
          LockSupport.parkNanos(DELAY.toNanos());
        }
        if (text.contains(COMMIT) && isCut(fault, to)) {
          reset();
        }
        if (!lost) {
          out.write(buffer, 0, deaf ? withoutAnnouncements(buffer, read) : read);
        }
      }
    } catch (IOException e) {
      // Broken from outside, or by the test: the other direction ends as well.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reset();
    }
  }

  /**
   * Which fault holds a commit, or the answer to it: that to one which has written nothing tells
   * nobody anything.
   */
  private Optional<Proxy.Fault> holding(Socket to) {
    if (to.equals(database)) {
      return Optional.of(Proxy.Fault.COMMIT_HELD);
    }
    boolean told = wrote;
    wrote = false;
    return told ? Optional.of(Proxy.Fault.ANSWER_HELD) : Optional.empty();
  }

  /** The same text is what the node asks for and what the database answers. */
  private boolean isCut(Proxy.Fault fault, Socket to) {
    return fault == Proxy.Fault.COMMIT_LOST && to.equals(database)
        || fault == Proxy.Fault.ANSWER_LOST && to.equals(node);
  }

  /**
   * Takes out all messages of type NotificationResponse; answers how much is left. PostgreSQL
   * manual, 54.7: a byte for the type, then four for the length of the rest with themselves.
   */
  private static int withoutAnnouncements(byte[] buffer, int length) {
    int kept = 0;
    int at = 0;
    while (at + HEADER <= length) {
      int size = Math.min(1 + ByteBuffer.wrap(buffer).getInt(at + 1), length - at);
      if (buffer[at] != 'A') {
        System.arraycopy(buffer, at, buffer, kept, size);
        kept += size;
      }
      at += size;
    }
    return kept;
  }

  private boolean isSwallowed(Proxy.Fault fault, Socket to) {
    return fault == Proxy.Fault.COMMIT_VANISHES && to.equals(database);
  }

  private void learn(String text) {
    if (application.isEmpty()) {
      Matcher name = APPLICATION.matcher(text);
      if (name.find()) {
        application = name.group();
      }
    }
  }

  /** Breaks it at once. */
  public void reset() {
    proxy.closed(this);
    for (Socket socket : new Socket[] {node, database}) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException e) {
        // It was closed already.
        continue;
      }
    }
  }
}
