// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import dev.errand.store.OutputStore;
import org.junit.jupiter.api.Nested;

/**
 * What every store of outputs must do, as tests. A test class of a store extends this and says how
 * to make one. Each test begins on a medium of its own that holds nothing.
 */
public abstract class OutputStoreContract {

  /** For subclasses. */
  protected OutputStoreContract() {}

  /**
   * A store on the medium of the running test, as another node or a later process has it. Closed by
   * the test.
   */
  protected abstract OutputStore store();

  /** Whether the medium of the running test holds nothing. */
  protected abstract boolean isEmpty();

  private OutputStoreTests.Medium medium() {
    return new OutputStoreTests.Medium(this::store, this::isEmpty);
  }

  @Nested
  class Keeping extends OutputKeepingTests {
    Keeping() {
      super(OutputStoreContract.this::medium);
    }
  }

  @Nested
  class Deleting extends OutputDeletingTests {
    Deleting() {
      super(OutputStoreContract.this::medium);
    }
  }
}
