// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.Tables;
import dev.errand.task.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Tables that the one writer of a store changes along with its tasks.
 *
 * @param store throws while it is not open
 * @param patience for how long a caller waits
 * @param place the database's URL without secrets
 */
record WriterTables(Supplier<OpenStore> store, Duration patience, String place) implements Tables {

  /** Each change by itself: what it does is not known here. */
  private static final class Change<T> implements Command.Kind<Query<T>, T> {

    @Override
    public void apply(Connection connection, List<Command<Query<T>, T>> commands)
        throws SQLException {
      for (Command<Query<T>, T> command : commands) {
        command.answered(WriterTables.ask(connection, command.request()));
      }
    }
  }

  @Override
  public <T> T ask(Query<T> query) {
    return store.get().reader().ask(connection -> ask(connection, query));
  }

  private static <T> T ask(Connection connection, Query<T> query) throws SQLException {
    try (OpenStatements statements = new OpenStatements(connection)) {
      return query.ask(statements);
    }
  }

  @Override
  public <T> T change(Query<T> change) {
    try {
      return write(new Command<>(new Change<T>(), change, Touched.NOTHING, Command.Turn.ALONE))
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Hands a command in, and waits no longer than a caller does. */
  <A> CompletableFuture<A> write(Command<?, A> command) {
    return new Waiting(store.get().writer(), patience, place).write(command);
  }

  /** They are closed with the store. */
  @Override
  public void close() {}
}
