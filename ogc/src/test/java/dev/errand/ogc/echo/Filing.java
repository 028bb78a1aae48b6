// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import dev.errand.operation.FileOutput;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Leaves files as it is told, or fails as it is told. */
record Filing() implements Operation<Filing.Inputs, Filing.Result> {

  static final String CONTENT = "0123456789";

  /**
   * What to do.
   *
   * @param file the name of a zip file to leave
   * @param more the name of a text file to leave
   * @param failure what to fail with: {@code inputs} or {@code disk}
   */
  record Inputs(Optional<String> file, Optional<String> more, Optional<String> failure) {}

  /** What came of it. */
  record Result(long files, Optional<String> note) {}

  @Override
  public OperationSpec<Inputs, Result> spec() {
    return OperationSpec.of("filing", "Leave files", Inputs.class, Result.class)
        .files(
            new FileOutput("archive", "An archive", "application/zip"),
            new FileOutput("plan.pdf", "A plan", "application/pdf"));
  }

  @Override
  public Result run(Inputs inputs, TaskContext context) throws Exception {
    if (inputs.failure().isPresent()) {
      throw inputs.failure().get().equals("inputs")
          ? new IllegalArgumentException("There is no layer 'x'")
          : new IOException("The disk is full");
    }
    long files = 0;
    if (inputs.file().isPresent()) {
      Files.writeString(context.output(inputs.file().get(), "application/zip"), CONTENT);
      files++;
    }
    if (inputs.more().isPresent()) {
      Files.writeString(context.output(inputs.more().get(), "text/html"), "<b>");
      files++;
    }
    return new Result(files, Optional.empty());
  }
}
