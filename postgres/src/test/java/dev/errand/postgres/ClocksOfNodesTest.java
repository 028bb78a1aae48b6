// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.task.Idempotency;
import dev.errand.task.Page;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes whose clocks differ by more than tasks are kept. */
@Execution(ExecutionMode.CONCURRENT)
class ClocksOfNodesTest {

  private final CutNetwork network;

  ClocksOfNodesTest(@TempDir Path folder) {
    network = new CutNetwork(folder);
  }

  @AfterEach
  void close() throws Exception {
    network.close();
  }

  private Errand node(String name, Duration ahead) {
    InstantSource clock = () -> Instant.now().plus(ahead);
    return network.beside(
        name, more -> more.clock(clock).operation(Work.of((in, context) -> null)));
  }

  private static Task finished(Errand errand, Submission submission) throws InterruptedException {
    Task task = errand.submit(submission);
    Task ended = errand.await(task.id(), CutNetwork.PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    return ended;
  }

  /** Has tasks that are due deleted, twice: whatever was due at the first time is gone then. */
  private void sweep(Errand errand) throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      long due = finished(errand, Work.submission("due").build()).id().number();
      network.tables().change("UPDATE task SET retention_end = 1 WHERE number = " + due);
      network.tables().await("SELECT count(*) FROM task WHERE number = " + due, 0);
    }
  }

  /** How far the second node is ahead. */
  @ParameterizedTest
  @ValueSource(strings = {"PT11M", "PT-1H", "PT1H"})
  void noneDeletesWhatAnotherFinishedAMomentAgo(Duration ahead) throws Exception {
    Task task;
    try (Errand right = node("right", Duration.ZERO)) {
      task = finished(right, Work.submission("kept").build());
    }
    Errand wrong = node("wrong", ahead);
    sweep(wrong);
    assertThat(wrong.task(task.id().number())).contains(task);
    assertThat(wrong.tasks(TaskFilter.ALL, Page.newest(10))).containsExactly(task);

    Task another = finished(wrong, Work.submission("kept as well").build());
    wrong.close();
    Errand right = node("right", Duration.ZERO);
    sweep(right);
    assertThat(right.task(another.id().number())).contains(another);
    assertThat(right.tasks(TaskFilter.ALL, Page.newest(10))).containsExactly(another, task);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT11M", "PT-1H"})
  void aKeyIsOverAtAllNodesAtTheSameTime(Duration ahead) throws Exception {
    Errand right = node("right", Duration.ZERO);
    Errand wrong = node("wrong", ahead);
    Submission here = Work.submission("once").idempotency(new Idempotency("here", "0a")).build();
    Submission there = Work.submission("once").idempotency(new Idempotency("there", "0a")).build();
    Task first = finished(right, here);
    Task second = finished(wrong, there);

    assertThat(wrong.submitted(here)).contains(first);
    assertThat(wrong.submit(here)).isEqualTo(first);
    assertThat(right.submitted(there)).contains(second);
    assertThat(right.submit(there)).isEqualTo(second);
  }
}
