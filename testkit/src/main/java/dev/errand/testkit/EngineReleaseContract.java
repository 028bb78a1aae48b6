// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.CANCELLED;
import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.ReleasesInputs;
import dev.errand.operation.TaskContext;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That what inputs own goes with the task, whether or not it ever ran. */
public abstract class EngineReleaseContract extends EngineContract {

  /** Work whose secret is a thing that it owns. */
  private record Owner(Gates started, Gates released)
      implements Operation<Work.In, Work.Out>, ReleasesInputs<Work.In> {

    @Override
    public OperationSpec<Work.In, Work.Out> spec() {
      return OperationSpec.of("work", "Work that owns something", Work.In.class, Work.Out.class);
    }

    @Override
    public Work.Out run(Work.In inputs, TaskContext context) throws Exception {
      started.get(inputs.name()).pass();
      if (inputs.name().equals("fails")) {
        throw new IllegalStateException("as it should");
      }
      return new Work.Out("");
    }

    @Override
    public void release(Work.In inputs, TaskId task) throws InterruptedException {
      released.get(inputs.password().orElseThrow()).pass();
    }
  }

  private static Submission.Builder owning(String name) {
    return Submission.builder("work")
        .inputs(Json.of(new Work.In(name, Optional.empty(), Optional.of("thing-of-" + name))));
  }

  @Test
  void whatTheInputsOwnIsReleasedHoweverTheTaskEnds() throws InterruptedException {
    Gates started = new Gates();
    Gates released = new Gates();
    Errand errand = start(builder -> builder.workers(1).operation(new Owner(started, released)));
    Task returns = submit(errand, owning("returns"));
    Task fails = submit(errand, owning("fails"));
    Task never = submit(errand, owning("never"));
    started.get("returns").awaitReached();
    assertThat(released.get("thing-of-returns").isReached()).isFalse();

    errand.cancel(never.id(), Optional.empty());
    ended(errand, never.id(), CANCELLED);
    released.get("thing-of-never").awaitReached();

    started.get("returns").open();
    ended(errand, returns.id(), FINISHED);
    released.get("thing-of-returns").awaitReached();

    started.get("fails").open();
    ended(errand, fails.id(), FAILED);
    released.get("thing-of-fails").awaitReached();
    for (String name : new String[] {"returns", "fails", "never"}) {
      released.get("thing-of-" + name).open();
    }
    assertThat(started.get("never").isReached()).isFalse();
  }
}
