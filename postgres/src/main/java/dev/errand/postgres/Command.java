// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One change that waits to be written, and what its caller will be told.
 *
 * @param <Q> what is asked for
 * @param <A> the answer
 */
final class Command<Q, A> {

  /** Makes changes of one kind, as few statements for all of them. */
  interface Kind<Q, A> {

    /**
     * Makes the changes, each of another task, within a transaction that others share, and {@link
     * Command#answered answers} each command. May be called again after a rollback.
     */
    void apply(Connection connection, List<Command<Q, A>> commands) throws SQLException;
  }

  /** When a command is written. */
  enum Turn {
    /** In a transaction of its own: it may wait for a row that another node has locked. */
    ALONE,
    /** With others, in the order handed in where they concern the same task. */
    TOGETHER,
    /** With others and after them; answered before them. */
    LAST
  }

  /** Whose it is: decided once, so that a caller who gives up knows what that means. */
  private enum Hands {
    /** It waits; it can be given up, and then it is surely never written. */
    CALLER,
    /** It is being written, or was: who gives up waiting for it does not know what became of it. */
    WRITER,
    NOBODY
  }

  private final Kind<Q, A> kind;
  private final Q request;
  private final Touched touched;
  private final Turn turn;
  private final CompletableFuture<A> future = new CompletableFuture<>();
  private final AtomicReference<Hands> hands = new AtomicReference<>(Hands.CALLER);
  private Runnable answer = () -> {};

  Command(Kind<Q, A> kind, Q request, Touched touched, Turn turn) {
    this.kind = kind;
    this.request = request;
    this.touched = touched;
    this.turn = turn;
  }

  Q request() {
    return request;
  }

  Touched touched() {
    return touched;
  }

  Turn turn() {
    return turn;
  }

  Kind<Q, A> kind() {
    return kind;
  }

  CompletableFuture<A> future() {
    return future;
  }

  /** Takes it over, to be written; false if it was given up. */
  boolean take() {
    return hands.compareAndSet(Hands.CALLER, Hands.WRITER) || hands.get() == Hands.WRITER;
  }

  /** Sees to it that it is never written; false if the writer has it, or had it. */
  boolean giveUp() {
    return hands.compareAndSet(Hands.CALLER, Hands.NOBODY);
  }

  /** What tells whether it was stored, to stand after "look at". */
  String look() {
    return touched.number() == 0 ? "the list of tasks" : "the task";
  }

  /** Has {@link #answer()} tell this, once it is durable. */
  void answered(A result) {
    answer = () -> future.complete(result);
  }

  /** Has {@link #answer()} tell that nothing was changed. */
  void fail(Throwable failure) {
    answer = () -> future.completeExceptionally(failure);
  }

  /** Tells the caller. */
  void answer() {
    answer.run();
  }
}
