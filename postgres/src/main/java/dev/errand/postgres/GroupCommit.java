// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of this node that writes. It makes whatever has gathered durable in one
 * transaction and then answers. If the database refuses something, each command gets a transaction
 * of its own, so that none takes others with it; if the database is out of reach, all are told so.
 *
 * <p>The queue has no limit of its own: each entry belongs to a caller that waits for it, and the
 * thread that answers hands in new commands itself.
 */
final class GroupCommit implements AutoCloseable {

  private static final Command<Boolean, Boolean> STOP =
      new Command<>((_, _) -> {}, true, Touched.NOTHING, Command.Turn.TOGETHER);

  private final LinkedBlockingQueue<Command<?, ?>> queue = new LinkedBlockingQueue<>();
  private final ArrayDeque<Command<?, ?>> gathered = new ArrayDeque<>();
  private final Transactions transactions;
  private final OrderingKeys keys;
  private final DatabaseFailures failures;
  private final Runnable afterCommit;
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean stopped;

  /**
   * @param asking how long the outcome of a commit is asked for
   * @param afterCommit called by the writing thread when what has gathered is written, before it is
   *     answered; must return at once
   */
  GroupCommit(
      Pools pools,
      Duration asking,
      OrderingKeys keys,
      DatabaseFailures failures,
      Runnable afterCommit) {
    this.transactions = new Transactions(pools, asking, () -> closing);
    this.keys = keys;
    this.failures = failures;
    this.afterCommit = afterCommit;
    this.thread = Thread.ofPlatform().name("errand-store").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  <Q, A> CompletableFuture<A> write(Command<Q, A> command) {
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

  /** To be called by whoever tells that the outcome of what is being written is not known. */
  void givenUp() {
    transactions.givenUp();
  }

  /** Writes what was handed in, then stops. */
  @Override
  public void close() {
    // lease.pml: writer-closed
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
        write();
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
    queue.drainTo(gathered);
    return gathered.peek() != STOP;
  }

  private void write() {
    List<Command<?, ?>> alone = new ArrayList<>();
    Batch batch = new Batch();
    while (!gathered.isEmpty() && gathered.element() != STOP && !batch.isFull()) {
      Command<?, ?> command = gathered.remove();
      if (command.turn() == Command.Turn.ALONE) {
        alone.add(command);
      } else if (command.take()) {
        batch.add(command);
      }
    }
    alone.forEach(this::writeAlone);
    if (!batch.isEmpty()) {
      write(batch);
    }
    afterCommit.run();
    batch.commands().forEach(Command::answer);
    alone.forEach(Command::answer);
  }

  private void write(Batch batch) {
    @Nullable Throwable failure = tryToWrite(batch);
    if (failure instanceof SQLException e && !canBeRepeated(e)) {
      batch.commands().forEach(command -> command.fail(told(e, command)));
    } else if (failure != null) {
      batch.inOrder().forEach(this::writeAlone);
    }
  }

  private Throwable told(Throwable failure, Command<?, ?> command) {
    return failure instanceof SQLException e ? failures.explainChange(e, command.look()) : failure;
  }

  /** Whether the database has refused, and so kept nothing of it. */
  private static boolean canBeRepeated(SQLException e) {
    return !(e instanceof UnknownCommitException) && !DatabaseFailures.isDisconnect(e);
  }

  private void writeAlone(Command<?, ?> command) {
    if (!command.take()) {
      return;
    }
    Batch batch = new Batch();
    batch.add(command);
    @Nullable Throwable failure = tryToWrite(batch);
    if (failure != null) {
      command.fail(told(failure, command));
    }
  }

  private @Nullable Throwable tryToWrite(Batch batch) {
    try {
      transactions.run(connection -> batch.apply(connection, keys));
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  private void failQueued() {
    @Nullable Command<?, ?> command;
    while ((command = queue.poll()) != null) {
      command.fail(closed());
      command.answer();
    }
  }

  private static StoreException closed() {
    return new StoreException("The store is closed.");
  }
}
