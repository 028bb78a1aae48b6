// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.task.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is known of accounts while the database cannot be reached. */
class GenerationTest {

  private static final long GONE = -1;

  private final AtomicLong version = new AtomicLong(1);
  private final AtomicInteger asked = new AtomicInteger();

  private long ask() {
    asked.incrementAndGet();
    if (version.get() == GONE) {
      throw new StoreException("the database cannot be reached");
    }
    return version.get();
  }

  private Generation generation(Duration withoutDatabase) {
    return new Generation(new Trust(Duration.ZERO, withoutDatabase), this::ask);
  }

  @Test
  void growsWhenOthersChangeSomething() {
    Generation generation = generation(Duration.ofMinutes(1));
    long before = generation.current();
    assertThat(generation.current()).isEqualTo(before);
    version.set(2);
    assertThat(generation.current()).isEqualTo(before + 1);
  }

  @Test
  void staysWhileTheDatabaseIsGoneAndAsksSeldom() {
    Generation generation = generation(Duration.ofMinutes(1));
    long before = generation.current();
    version.set(GONE);
    asked.set(0);
    long start = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      assertThat(generation.current()).isEqualTo(before);
    }
    assertThat(asked.get())
        .isLessThanOrEqualTo(2 + (int) Duration.ofNanos(System.nanoTime() - start).toSeconds());
  }

  @Test
  void isNotGoodForEver() {
    Generation generation = generation(Duration.ZERO);
    version.set(GONE);
    assertThatThrownBy(generation::current).isInstanceOf(StoreException.class);
  }
}
