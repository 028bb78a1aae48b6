// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import dev.errand.store.Store;
import org.junit.jupiter.api.Nested;

/**
 * What every store must do, as tests. A test class of a store extends this and says how to make
 * one:
 *
 * {@snippet :
 * class MyStoreTest extends StoreContract {
 *   @TempDir Path folder;
 *
 *   @Override
 *   protected Store unopened() {
 *     return MyStore.in(folder);
 *   }
 * }
 * }
 *
 * Each test begins on a medium of its own, so folders and tables belong in fields set up anew for
 * each test.
 */
public abstract class StoreContract {

  /** For subclasses. */
  protected StoreContract() {}

  /**
   * A store that is not open, on the medium of the running test: empty when called for the first
   * time in a test, and the same again when called after the first store was closed.
   */
  protected abstract Store unopened();

  @Nested
  class Submitting extends SubmittingTests {
    Submitting() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Listing extends ListingTests {
    Listing() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Claiming extends ClaimingTests {
    Claiming() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Ordering extends OrderingTests {
    Ordering() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Registering extends RegisteringTests {
    Registering() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class StandingOfAttempts extends StandingTests {
    StandingOfAttempts() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Fencing extends FencingTests {
    Fencing() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class ChangingStatus extends ChangingStatusTests {
    ChangingStatus() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Ending extends EndingTests {
    Ending() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class CancellingAndDeleting extends CancellingAndDeletingTests {
    CancellingAndDeleting() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Logging extends LoggingTests {
    Logging() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Reopening extends ReopeningTests {
    Reopening() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Sequences extends SequencesTests {
    Sequences() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Racing extends RacingTests {
    Racing() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Timing extends TimingTests {
    Timing() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Retaining extends RetainingTests {
    Retaining() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Limiting extends LimitingTests {
    Limiting() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class LimitRules extends LimitRuleTests {
    LimitRules() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Refusing extends RefusingTests {
    Refusing() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Repeating extends RepeatingTests {
    Repeating() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Deciding extends DecidingTests {
    Deciding() {
      super(StoreContract.this::unopened);
    }
  }

  @Nested
  class Asking extends AskingTests {
    Asking() {
      super(StoreContract.this::unopened);
    }
  }
}
