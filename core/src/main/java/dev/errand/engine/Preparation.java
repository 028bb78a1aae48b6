// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.Inputs;
import dev.errand.store.NewTask;
import dev.errand.task.CheckedSubmission;
import dev.errand.task.Prepared;
import dev.errand.task.Principal;
import dev.errand.task.Submission;
import dev.errand.task.Submitted;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A submission whose inputs are checked once, by whatever needs them first. */
final class Preparation<I extends Record> implements Prepared {

  private final Function<Preparation<?>, Submitted> door;
  private final Registered<I, ?> operation;
  private final Submission sent;
  private Inputs.@Nullable Checked<I> checked;
  private @Nullable Submission inOwnGroup;

  Preparation(
      Function<Preparation<?>, Submitted> door, Registered<I, ?> operation, Submission sent) {
    this.door = door;
    this.operation = operation;
    this.sent = sent;
  }

  private Inputs.Checked<I> checked() {
    if (checked == null) {
      checked = operation.check(sent.inputs());
    }
    return checked;
  }

  @Override
  public Submission submission() {
    if (inOwnGroup == null) {
      inOwnGroup = operation.inOwnGroup(sent, checked().value());
    }
    return inOwnGroup;
  }

  @Override
  public void checkStarter(Principal starter) {
    operation.checkStarter(checked().value(), starter);
  }

  @Override
  public CheckedSubmission check() {
    NewTask task = task(new UUID(0, 0), Instant.EPOCH);
    return new CheckedSubmission(task.submission(), task.inputs());
  }

  @Override
  public Submitted submit() {
    return door.apply(this);
  }

  NewTask task(UUID key, Instant now) {
    return operation.task(submission(), checked(), key, now);
  }
}
