// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.Accounts;
import dev.errand.access.Group;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Open accounts for each test. */
abstract class AccountsTests {

  static final String HASH = "{test}secret";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Supplier<Accounts> medium;
  private final List<Accounts> opened = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  Accounts accounts;

  AccountsTests(Supplier<Accounts> medium) {
    this.medium = medium;
  }

  @BeforeEach
  void openFirst() {
    accounts = open();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (Accounts one : opened) {
      if (one instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  /** Opens what others have open as well. */
  Accounts open() {
    Accounts one = medium.get();
    opened.add(one);
    return one;
  }

  Group group(String name) {
    return accounts.addGroup(name, OptionalLong.empty(), false);
  }

  /** Waits for what another one changed. */
  static void assertSoon(String what, BooleanSupplier seen) {
    long begin = System.nanoTime();
    while (!seen.getAsBoolean()) {
      assertThat(System.nanoTime() - begin).as(what).isLessThan(PATIENCE.toNanos());
      Looks.pause();
    }
  }
}
