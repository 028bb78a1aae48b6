// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.operation.Asks;
import dev.errand.operation.Question;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Task;
import dev.errand.testkit.Work;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code errand run} does with a task that asks. */
@Timeout(60)
class TypedAnswersTest {

  private static final Question RECORD =
      Question.of("go", "How far?", Far.class)
          .within(Duration.ofDays(1))
          .otherwise(new Far(1, Optional.empty(), List.of()));

  @TempDir private Path data;

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @SuppressWarnings("NullAway.Init")
  private Errand errand;

  /** What is asked for. */
  record Far(int miles, Optional<Boolean> fast, List<Way> ways) {}

  enum Way {
    LAND,
    SEA
  }

  @BeforeEach
  void start() {
    errand =
        Errand.builder()
            .store(SqliteStore.in(data))
            .data(data)
            .operation(
                Work.of(
                        (in, context) -> {
                          Question question =
                              in.name().equals("open") ? Question.yesOrNo("go", "Go?") : RECORD;
                          return new Work.Out(context.ask(question).toString());
                        })
                    .asks(Asks.AND_BEGINS_AGAIN))
            .build();
    errand.start();
  }

  @AfterEach
  void stop() {
    errand.close();
  }

  private Task parked(String name) throws InterruptedException {
    Task task = errand.submit(Work.submission(name).build());
    try (var watch = errand.watch(task.id())) {
      while (!watch.view().orElseThrow().task().isParked()) {
        assertThat(watch.await(Duration.ofSeconds(30))).isTrue();
      }
      return watch.view().orElseThrow().task();
    }
  }

  private boolean answered(Task task, Optional<String> typed) throws InterruptedException {
    PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    Optional<TypedLines> lines =
        typed.map(text ->
            new TypedLines(new ByteArrayInputStream(text.getBytes(Charset.defaultCharset()))));
    return new TypedAnswers(errand, out, lines).answer(task);
  }

  private String result(Task task) throws InterruptedException {
    return errand
        .await(task.id(), Duration.ofSeconds(30))
        .orElseThrow()
        .result()
        .orElseThrow()
        .text();
  }

  @Test
  void whatIsTypedIsTheAnswer() throws Exception {
    Task task = parked("x");

    assertThat(answered(task, Optional.of("what\nyes\nfar\n\n\ny\n7\ny\nSEA, LAND\n"))).isTrue();

    assertThat(result(task)).contains("miles\\\":7").contains("fast\\\":true").contains("SEA");
    assertThat(screen.toString(StandardCharsets.UTF_8))
        .contains("asks    How far?")
        .contains("errand: go/miles: ")
        .contains("errand: go/ways: is missing")
        .contains("ways (LAND, SEA): ");
    Task other = parked("open");
    assertThat(answered(other, Optional.of("n\n"))).isTrue();
    assertThat(result(other)).contains("Declined");
  }

  @Test
  void whereNobodyIsThereWhatIsUsualCountsOrNothing() throws Exception {
    Task usual = parked("x");
    assertThat(answered(usual, Optional.empty())).isTrue();
    assertThat(result(usual)).contains("miles\\\":1");

    Task open = parked("open");
    assertThat(answered(open, Optional.empty())).isFalse();
    assertThat(answered(open, Optional.of(""))).as("nothing more is typed").isFalse();
    errand.cancel(open.id(), Optional.empty());
    assertThat(answered(open, Optional.of("y\n"))).as("it asks no more").isTrue();
  }
}
