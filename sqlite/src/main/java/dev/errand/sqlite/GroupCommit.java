// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.task.StoreException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It applies whatever has gathered in one transaction, commits, and
 * then answers. If a command fails, the batch is rolled back and each command gets a transaction of
 * its own, so that none takes others with it.
 *
 * <p>The queue has no limit of its own: each entry belongs to a caller that waits for it, and the
 * thread that answers hands in new commands itself.
 */
final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private static final int MOST_COMMANDS = 512;

  /** A batch with slow commands ends earlier, so that nobody waits long for another's. */
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private static final Command<Boolean> STOP = new Command<>(() -> true, false);

  private final LinkedBlockingQueue<Command<?>> queue = new LinkedBlockingQueue<>();
  private final ArrayDeque<Command<?>> gathered = new ArrayDeque<>();
  private final Transactions transactions;
  private final IntConsumer afterCommit;
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean stopped;

  /**
   * @param afterCommit called by the writing thread with the size of each batch, before its answers
   */
  GroupCommit(String name, Transactions transactions, IntConsumer afterCommit) {
    this.transactions = transactions;
    this.afterCommit = afterCommit;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Applied in the order handed in. */
  <T> CompletableFuture<T> write(Command.Change<T> change) {
    return handIn(new Command<>(change, false));
  }

  /** Applied after everything else in its batch, answered before everything else. */
  <T> CompletableFuture<T> writeAfterAll(Command.Change<T> change) {
    return handIn(new Command<>(change, true));
  }

  private <T> CompletableFuture<T> handIn(Command<T> command) {
    if (closing) {
      command.fail(closed());
      command.answer();
      return command.future();
    }
    queue.add(command);
    if (stopped) {
      // The thread may have looked into the queue for the last time before this command came.
      failQueued();
    }
    return command.future();
  }

  /** Writes what was handed in, then stops. */
  @Override
  public void close() {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a store cannot be closed by a callback of its own writes");
    }
    closing = true;
    queue.add(STOP);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (gather()) {
        writeBatch();
      }
    } finally {
      closing = true;
      stopped = true;
      failQueued();
    }
  }

  /** Waits for commands; false when it is time to stop. */
  private boolean gather() {
    while (gathered.isEmpty()) {
      try {
        gathered.add(queue.take());
      } catch (InterruptedException _) {
        // Only a callback that this thread ran can have left that mark; it means nothing here.
        continue;
      }
    }
    queue.drainTo(gathered, MOST_COMMANDS - gathered.size());
    return gathered.peek() != STOP;
  }

  private void writeBatch() {
    List<Command<?>> inOrder = new ArrayList<>();
    List<Command<?>> afterAll = new ArrayList<>();
    @Nullable Throwable failure = apply(inOrder, afterAll);
    if (failure != null) {
      transactions.rollback();
      inOrder.forEach(this::writeAlone);
      afterAll.forEach(this::writeAlone);
    } else {
      commit(inOrder, afterAll);
    }
    tell(inOrder.size() + afterAll.size());
    afterAll.forEach(Command::answer);
    inOrder.forEach(Command::answer);
  }

  /** Applies commands in one transaction and says in which order; what made it give up, if so. */
  private @Nullable Throwable apply(List<Command<?>> inOrder, List<Command<?>> afterAll) {
    try {
      long start = System.nanoTime();
      transactions.begin();
      while (!gathered.isEmpty() && gathered.element() != STOP) {
        Command<?> command = gathered.remove();
        if (command.afterAll()) {
          afterAll.add(command);
        } else {
          inOrder.add(command);
          command.apply();
        }
        if (System.nanoTime() - start > LONGEST_NANOS) {
          break;
        }
      }
      for (Command<?> command : afterAll) {
        command.apply();
      }
      return null;
    } catch (Throwable e) {
      if (inOrder.isEmpty() && afterAll.isEmpty()) {
        // Not even begun: whoever is first tries alone and is told why.
        inOrder.add(gathered.remove());
      }
      return e;
    }
  }

  private void commit(List<Command<?>> inOrder, List<Command<?>> afterAll) {
    try {
      transactions.commit();
    } catch (SQLException e) {
      transactions.rollback();
      Throwable told = transactions.explain(e);
      inOrder.forEach(command -> command.fail(told));
      afterAll.forEach(command -> command.fail(told));
    }
  }

  private void writeAlone(Command<?> command) {
    try {
      transactions.begin();
      command.apply();
      transactions.commit();
    } catch (Throwable e) {
      transactions.rollback();
      command.fail(transactions.explain(e));
    }
  }

  private void failQueued() {
    @Nullable Command<?> command;
    while ((command = queue.poll()) != null) {
      command.fail(closed());
      command.answer();
    }
  }

  /** A listener that fails must not stop the thread that everybody waits for. */
  private void tell(int size) {
    try {
      afterCommit.accept(size);
    } catch (RuntimeException e) {
      LOG.error("A listener failed after a commit of {} changes", size, e);
    }
  }

  private static StoreException closed() {
    return new StoreException("The store is closed.");
  }
}
