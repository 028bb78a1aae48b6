// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** That scrapes cost the store little, however many there are and however large it is. */
class KeptReadingTest {

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private Duration takes = Duration.ZERO;

  private final KeptReading<Integer> reading =
      new KeptReading<>(
          () -> {
            nanos.addAndGet(takes.toNanos());
            return asked.incrementAndGet();
          },
          nanos::get);

  private void after(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void oneReadingServesFiveSeconds() {
    assertThat(reading.get()).contains(1);
    after(Duration.ofMillis(4_999));
    assertThat(reading.get()).contains(1);
    after(Duration.ofMillis(1));
    assertThat(reading.get()).contains(2);
  }

  @Test
  void oneThatTookLongServesFiftyTimesAsLong() {
    takes = Duration.ofSeconds(2);
    assertThat(reading.get()).contains(1);
    after(Duration.ofSeconds(99));
    assertThat(reading.get()).contains(1);
    after(Duration.ofSeconds(1));
    assertThat(reading.get()).contains(2);
  }

  @Test
  void noneServesLongerThanFiveMinutes() {
    takes = Duration.ofMinutes(1);
    assertThat(reading.get()).contains(1);
    after(Duration.ofMinutes(5));
    assertThat(reading.get()).contains(2);
  }

  @Test
  void oneThatFailedIsNotTriedAgainForEachGauge() {
    KeptReading<Integer> failing =
        new KeptReading<>(
            () -> {
              asked.incrementAndGet();
              after(takes);
              throw new StoreException("away");
            },
            nanos::get);

    assertThat(failing.get()).isEqualTo(Optional.empty());
    assertThat(failing.get()).isEqualTo(Optional.empty());
    assertThat(asked).hasValue(1);
    after(Duration.ofSeconds(5));
    assertThat(failing.get()).isEqualTo(Optional.empty());
    assertThat(asked).hasValue(2);
    takes = Duration.ofSeconds(20);
    after(Duration.ofSeconds(5));
    assertThat(failing.get()).isEqualTo(Optional.empty());
    after(Duration.ofSeconds(20));
    assertThat(failing.get()).as("not for fifty times as long").isEqualTo(Optional.empty());
    assertThat(asked).hasValue(4);
  }
}
