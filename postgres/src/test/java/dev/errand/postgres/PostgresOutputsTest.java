// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.OutputStore;
import dev.errand.testkit.OutputStoreContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Outputs in the database keep the contract of all stores of outputs. */
class PostgresOutputsTest extends OutputStoreContract {

  private final PostgresSettings settings = Database.fresh();
  private final List<PostgresStore> nodes = new ArrayList<>();

  @Override
  protected OutputStore store() {
    PostgresStore node = Tasks.opened(settings, "node-" + nodes.size());
    nodes.add(node);
    return node.outputStore().orElseThrow();
  }

  @Override
  protected boolean isEmpty() {
    return new OutputTables(settings).isEmpty();
  }

  @AfterEach
  void close() {
    nodes.forEach(PostgresStore::close);
  }
}
