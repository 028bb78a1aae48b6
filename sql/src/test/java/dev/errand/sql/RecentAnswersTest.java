// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {

  private final AtomicLong version = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();

  private RecentAnswers<String, Integer> answers(Generation generation) {
    return new RecentAnswers<>(generation, _ -> asked.incrementAndGet());
  }

  @Test
  void oneAnswerServesUntilSomethingChangesHere() {
    Generation generation = new Generation(Trust.of(Duration.ofDays(1)), version::get);
    RecentAnswers<String, Integer> answers = answers(generation);

    assertThat(answers.to("a")).isEqualTo(1);
    assertThat(answers.to("a")).isEqualTo(1);
    assertThat(answers.to("b")).isEqualTo(2);
    generation.changed();
    assertThat(answers.to("a")).isEqualTo(3);
  }

  @Test
  void oneAnswerServesUntilTheTablesTellOfAChangeElsewhere() {
    RecentAnswers<String, Integer> answers =
        answers(new Generation(Trust.of(Duration.ZERO), version::get));

    assertThat(answers.to("a")).isEqualTo(1);
    assertThat(answers.to("a")).isEqualTo(1);
    version.incrementAndGet();
    assertThat(answers.to("a")).isEqualTo(2);
  }

  @Test
  void anAnswerThatAChangeOvertookIsNotGivenAgain() {
    Generation generation = new Generation(Trust.of(Duration.ofDays(1)), version::get);
    RecentAnswers<String, Integer> answers =
        new RecentAnswers<>(
            generation,
            _ -> {
              int read = asked.getAndIncrement();
              if (read == 0) {
                generation.changed();
              }
              return read;
            });

    assertThat(answers.to("a")).isEqualTo(0);
    assertThat(answers.to("a")).isEqualTo(1);
    assertThat(answers.to("a")).isEqualTo(1);
  }
}
