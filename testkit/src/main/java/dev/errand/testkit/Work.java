// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.errand.operation.Asks;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Recovery;
import dev.errand.operation.RetryPolicy;
import dev.errand.operation.Secret;
import dev.errand.operation.TaskContext;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.TimeLimits;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation whose work is a lambda, so that a test says in one place what happens inside an
 * attempt.
 *
 * @param spec what the engine knows of it
 * @param body what an attempt does
 */
public record Work(OperationSpec<Work.In, Work.Out> spec, Body body)
    implements Operation<Work.In, Work.Out> {

  /**
   * Inputs that say nothing but a name.
   *
   * @param orderingKey tasks with the same one run one at a time
   */
  public record In(
      @JsonProperty(defaultValue = "a") String name,
      Optional<String> orderingKey,
      @Secret Optional<String> password) {

    public static In named(String name) {
      return new In(name, Optional.empty(), Optional.empty());
    }
  }

  /** A result with one text. */
  public record Out(String text) {}

  /** What an attempt does. */
  public interface Body {
    @Nullable Out run(In inputs, TaskContext context) throws Exception;
  }

  /** Work called {@code work} that may not be repeated. */
  public static Work of(Body body) {
    return of("work", body);
  }

  public static Work of(String name, Body body) {
    return new Work(OperationSpec.of(name, "Work in a test", In.class, Out.class), body);
  }

  public Work recovery(Recovery recovery) {
    return new Work(spec.recovery(recovery), body);
  }

  public Work retry(RetryPolicy policy) {
    return new Work(spec.retry(policy), body);
  }

  public Work timeLimit(Duration limit) {
    return new Work(spec.timeLimit(limit), body);
  }

  public Work timeLimits(TimeLimits limits) {
    return new Work(spec.timeLimits(limits), body);
  }

  public Work priority(int priority) {
    return new Work(spec.priority(priority), body);
  }

  /** The same that asks. */
  public Work asks(Asks asks) {
    return new Work(spec.asks(asks), body);
  }

  /** The same for so many at once. */
  public Work concurrency(long most) {
    return new Work(spec.concurrency(most), body);
  }

  /** The same, run on virtual threads under their own limit. */
  public Work waiting() {
    return new Work(spec.waiting(), body);
  }

  /** A submission of work called {@code work}. */
  public static Submission.Builder submission(String name) {
    return Submission.builder("work").inputs(Json.of(In.named(name)));
  }

  @Override
  public Out run(In inputs, TaskContext context) throws Exception {
    Out out = body.run(inputs, context);
    return out == null ? new Out("") : out;
  }

  @Override
  public String describe(In inputs) {
    return "work " + inputs.name();
  }

  @Override
  public Optional<String> orderingKey(In inputs) {
    return inputs.orderingKey();
  }
}
