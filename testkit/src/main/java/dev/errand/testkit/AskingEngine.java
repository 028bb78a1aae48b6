// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.operation.Asks;
import dev.errand.operation.Question;
import dev.errand.operation.TaskContext;
import dev.errand.task.Answer;
import dev.errand.task.AnswersTaken;
import dev.errand.task.Json;
import dev.errand.task.LogEntry;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the tests of questions on some engine share. */
public abstract class AskingEngine extends EngineContract {

  static final Duration HOUR = Duration.ofHours(1);
  static final Question QUESTION = Question.of("go", "Go on?", Go.class);
  static final Answer.Given YES = new Answer.Accepted(new Json("{\"rows\":7}"));

  /** What is asked for. */
  record Go(int rows, Optional<Pace> pace) {}

  enum Pace {
    SLOW,
    FAST
  }

  static Work asking(Asks asks, Question... questions) {
    return Work.of((in, context) -> new Work.Out(said(context, questions))).asks(asks);
  }

  static String said(TaskContext context, Question... questions) throws Exception {
    return context.ask(List.of(questions)).stream()
        .map(answer -> answer.as(Go.class).map(go -> go.rows() + " rows").orElse("no"))
        .collect(Collectors.joining(", "));
  }

  static Json said(String text) {
    return Json.of(new Work.Out(text));
  }

  static Task until(Errand errand, TaskId id, Predicate<Task> is) throws Exception {
    try (Watch watch = errand.watch(id)) {
      while (true) {
        Task task = watch.view().orElseThrow().task();
        if (is.test(task)) {
          return task;
        }
        assertThat(task.status().isTerminal()).as("%s", task).isFalse();
        assertThat(watch.await(Duration.ofSeconds(30))).as("%s changes", task).isTrue();
      }
    }
  }

  static Task parked(Errand errand, TaskId id) throws Exception {
    return until(errand, id, Task::isParked);
  }

  static Task asks(Errand errand, TaskId id) throws Exception {
    return until(errand, id, task -> task.status() == RUNNING && task.isAsking());
  }

  static AnswersTaken answer(Errand errand, TaskId id, Answer.Given answer) {
    return errand.questions().answer(id, Map.of("go", answer), Optional.of("ann")).orElseThrow();
  }

  static List<String> log(Errand errand, TaskId id) {
    return errand.log(id, 1, 100).stream().map(entry -> ((LogEntry.Line) entry).text()).toList();
  }
}
