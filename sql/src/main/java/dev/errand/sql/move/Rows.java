// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.move;

import java.util.Optional;

/**
 * Rows in the order of their key, read as they are asked for. Methods throw {@link
 * dev.errand.task.StoreException} when the medium fails.
 */
public interface Rows extends AutoCloseable {

  /** The next one; empty after the last. */
  Optional<Row> next();

  @Override
  void close();
}
