// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.operation.JsonInputs;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.OutlivesServer;
import dev.errand.operation.TaskContext;
import dev.errand.programs.process.Launch;
import dev.errand.programs.process.Processes;
import dev.errand.programs.process.RunningProcess;
import dev.errand.task.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A program that goes on when its server is killed. What it writes and its exit code are kept in
 * files, so that it needs nobody, and whoever comes next has all of it.
 */
final class OutlivingProgram implements Operation<JsonInputs, JsonNode>, OutlivesServer {

  private final Program program;
  private final Workplace workplace;
  private final Processes processes;
  private final Outliving outliving;

  OutlivingProgram(Program program, Workplace workplace) {
    this.program = program;
    this.workplace = workplace;
    processes = workplace.processes();
    outliving = workplace.outliving();
  }

  @Override
  public OperationSpec<JsonInputs, JsonNode> spec() {
    return program.spec();
  }

  @Override
  public void check(JsonInputs sent) {
    program.check(sent);
  }

  @Override
  public boolean isLeft(TaskId task, int attempt) {
    Outliving.Key key = Outliving.Key.of(task, attempt);
    if (processes.isLeft(key.name(), outliving.exit(key))) {
      return true;
    }
    end(task, attempt);
    return false;
  }

  @Override
  public void end(TaskId task, int attempt) {
    try {
      workplace.discard(Outliving.Key.of(task, attempt));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable JsonNode run(JsonInputs sent, TaskContext context) throws Exception {
    Outliving.Key key = Outliving.Key.of(context.task(), context.attempt());
    Optional<ProgramRun.Started> left =
        context.isGoneOnWith() ? Optional.of(left(key)) : Optional.empty();
    if (left.isEmpty()) {
      context.checkCancelled();
      // A database that was put back to an earlier day gives attempts their numbers again.
      workplace.discard(List.of(key));
      outliving.begin(key, program.spec().name());
    }
    Place place = Place.in(outliving.folder(key));
    Voice voice = new Voice(context);
    Written written = program.written(voice);
    try (Tail out = Tail.of(place.folder().resolve("stdout"));
        Tail err = Tail.of(place.folder().resolve("stderr"))) {
      ProgramRun.Started started = left.isPresent() ? left.get() : start(key, sent, context, place);
      FiledIntake intake = new FiledIntake(context, written, voice, out, err);
      new ProgramRun(program.declaration(), context, started, written, intake).toItsEnd();
    }
    return program.result(written, new OutputFiles(place.work(), context, true));
  }

  private ProgramRun.Started left(Outliving.Key key) throws IOException {
    RunningProcess process =
        processes
            .goOn(key.name(), outliving.exit(key))
            .orElseThrow(
                () -> new ProgramFailedException("Nothing is left of the program to go on with."));
    return new ProgramRun.Started(process, outliving.age(key));
  }

  private ProgramRun.Started start(
      Outliving.Key key, JsonInputs sent, TaskContext context, Place place) throws Exception {
    Path exit = outliving.exit(key);
    Launch launch = program.launch(key.name(), sent, context, place, exit);
    return new ProgramRun.Started(
        context.uninterrupted(() -> processes.start(launch)), Duration.ZERO);
  }
}
