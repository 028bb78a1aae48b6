// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.attempts(9).delays(Duration.ofSeconds(2), Duration.ofSeconds(10));

  @Test
  void delaysDoubleUpToTheLongest() {
    assertThat(POLICY.delay(1, 1)).hasSeconds(2);
    assertThat(POLICY.delay(2, 1)).hasSeconds(4);
    assertThat(POLICY.delay(3, 1)).hasSeconds(8);
    assertThat(POLICY.delay(4, 1)).hasSeconds(10);
    assertThat(POLICY.delay(1_000_000, 1)).hasSeconds(10);
  }

  @Test
  void chanceTakesUpToHalfOfADelay() {
    assertThat(POLICY.delay(2, 0)).hasSeconds(2);
    assertThat(POLICY.delay(2, 0.5)).hasSeconds(3);
  }

  @Test
  void coversWhatIsNamedAndNotExcluded() {
    RetryPolicy some = POLICY.on(IOException.class).not(FileNotFoundException.class);

    assertThat(some.covers(new IOException())).isTrue();
    assertThat(some.covers(new FileNotFoundException())).isFalse();
    assertThat(some.covers(new IllegalStateException())).isFalse();
    assertThat(POLICY.covers(new OutOfMemoryError())).isFalse();
  }

  @Test
  void isRefusedWhereItMakesNoSense() {
    Duration second = Duration.ofSeconds(1);
    assertThatIllegalArgumentException().isThrownBy(() -> RetryPolicy.attempts(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> POLICY.delays(second, Duration.ZERO))
        .withMessageContaining("grows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> POLICY.delays(second, Duration.ofDays(367)))
        .withMessage("the delay between attempts is at most 366 days, not PT8808H");
  }
}
