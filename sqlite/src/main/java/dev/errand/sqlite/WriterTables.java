// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.Tables;
import dev.errand.task.StoreException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Tables that the one writer of a store changes along with its tasks.
 *
 * @param store throws while it is not open
 */
record WriterTables(Supplier<OpenStore> store) implements Tables {

  @Override
  public <T> T ask(Query<T> query) {
    return store.get().readers().ask(statements -> ask(statements, query));
  }

  private static <T> T ask(Statements connection, Query<T> query) throws SQLException {
    return query.ask(sql -> Binder.of(connection.get(sql)));
  }

  @Override
  public <T> T change(Query<T> change) {
    OpenStore open = store.get();
    try {
      return open.writer().write(() -> ask(open.connection(), change)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** They are closed with the store. */
  @Override
  public void close() {}
}
