// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import dev.errand.task.Json;
import dev.errand.task.Submission;

/** An operation that says one line, reports progress once and is done. */
final class NoOp implements Operation<NoOp.Inputs, NoOp.Result> {

  static final String NAME = "no-op";

  /** Inputs of a usual size as JSON: about 160 bytes. */
  static final String INPUTS =
      """
      {"note":"%s","count":12345}\
      """
          .formatted("a note of the length that inputs usually have ".repeat(3).strip());

  /** Something to check and to keep. */
  record Inputs(String note, int count) {}

  /** Something to answer. */
  record Result(int count) {}

  static Submission submission() {
    return Submission.of(NAME, new Json(INPUTS));
  }

  @Override
  public OperationSpec<Inputs, Result> spec() {
    return OperationSpec.of(NAME, "Do nothing", Inputs.class, Result.class);
  }

  @Override
  public Result run(Inputs inputs, TaskContext context) {
    context.progress("Doing nothing...", 1);
    context.info("Nothing was done.");
    return new Result(inputs.count());
  }
}
