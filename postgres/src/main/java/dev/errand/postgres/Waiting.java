// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.StoreUnreachableException;
import dev.errand.task.UnknownOutcomeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How callers wait for what they have written: for ever never. What still waits for the writer when
 * their patience ends is given up and surely not stored; of what the writer has, nobody knows.
 *
 * @param place the database's URL without secrets
 */
record Waiting(GroupCommit writer, Duration patience, String place) {

  /** Hands a command in. */
  <A> CompletableFuture<A> write(Command<?, A> command) {
    CompletableFuture<A> written = writer.write(command);
    return written
        .copy()
        .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
        .exceptionallyCompose(failure ->
            failure instanceof TimeoutException timeout
                ? ended(command, timeout)
                : CompletableFuture.failedFuture(cause(failure)));
  }

  private <A> CompletableFuture<A> ended(Command<?, A> command, TimeoutException timeout) {
    if (command.giveUp()) {
      return CompletableFuture.failedFuture(
          new StoreUnreachableException(
              place + ": the database does not answer, so this was not stored. Try again later.",
              timeout));
    }
    if (command.future().isDone()) {
      return command.future();
    }
    writer.givenUp();
    return CompletableFuture.failedFuture(
        new UnknownOutcomeException(
            place + ": the database does not answer", command.look(), timeout));
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
  }
}
