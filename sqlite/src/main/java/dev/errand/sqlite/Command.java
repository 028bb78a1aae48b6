// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** One change that waits to be written, and what its caller will be told. */
final class Command<T> {

  /** What a command does to the file, within a transaction that others share. */
  @FunctionalInterface
  interface Change<T> {
    T apply() throws SQLException;
  }

  private final Change<T> change;
  private final boolean afterAll;
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private Runnable answer = () -> {};

  /**
   * @param afterAll whether it is applied after all others of its batch, and answered before them
   */
  Command(Change<T> change, boolean afterAll) {
    this.change = change;
    this.afterAll = afterAll;
  }

  boolean afterAll() {
    return afterAll;
  }

  CompletableFuture<T> future() {
    return future;
  }

  /** Changes the file. What it did is told by {@link #answer()}. */
  void apply() throws SQLException {
    T result = change.apply();
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
