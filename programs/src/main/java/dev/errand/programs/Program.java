// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.files.AllowedFolders;
import dev.errand.operation.FileOutput;
import dev.errand.operation.GivenSchemas;
import dev.errand.operation.JsonInputs;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.RetryPolicy;
import dev.errand.operation.TaskContext;
import dev.errand.programs.declaration.Declaration;
import dev.errand.programs.declaration.DeclaredFile;
import dev.errand.programs.declaration.DeclaredInput;
import dev.errand.programs.declaration.Limits;
import dev.errand.programs.declaration.Places;
import dev.errand.programs.process.Fifo;
import dev.errand.programs.process.Launch;
import dev.errand.programs.process.Processes;
import dev.errand.programs.process.RunningProcess;
import dev.errand.task.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A program as an operation. */
final class Program implements Operation<JsonInputs, JsonNode> {

  private static final Path NOTHING = Path.of("/dev/null");

  private final Declaration declaration;
  private final Processes processes;
  private final SentInputs inputs;
  private final OperationSpec<JsonInputs, JsonNode> spec;

  /**
   * @param folders whose files callers may name
   */
  Program(Declaration declaration, Processes processes, AllowedFolders folders) {
    this.declaration = declaration;
    this.processes = processes;
    inputs = new SentInputs(declaration.inputs(), folders);
    spec = spec(declaration);
  }

  static OperationSpec<JsonInputs, JsonNode> spec(Declaration declaration) {
    ObjectNode schema = Json.mapper().createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (DeclaredInput input : declaration.inputs()) {
      properties.set(input.name(), input.schema());
      if (input.required()) {
        required.add(input.name());
      }
    }
    schema.put("additionalProperties", false);
    Optional<RetryPolicy> retry = declaration.identity().treatment().retry();
    OperationSpec<JsonInputs, JsonNode> spec = once(declaration, schema);
    return retry.isEmpty()
        ? spec
        : spec.retry(retry.get().on(ProgramFailedException.class).not(OverLimitException.class));
  }

  private static OperationSpec<JsonInputs, JsonNode> once(
      Declaration declaration, ObjectNode schema) {
    return new OperationSpec<>(
        declaration.name(),
        declaration.identity().about(),
        JsonInputs.class,
        JsonNode.class,
        List.<FileOutput>copyOf(
            declaration.outputs().files().stream().map(DeclaredFile::output).toList()),
        declaration.identity().treatment(),
        Optional.of(new GivenSchemas(Json.of(schema), declaration.outputs().schema())));
  }

  @Override
  public OperationSpec<JsonInputs, JsonNode> spec() {
    return spec;
  }

  @Override
  public void check(JsonInputs sent) {
    inputs.check(spec.name(), sent.values());
  }

  @Override
  public @Nullable JsonNode run(JsonInputs sent, TaskContext context) throws Exception {
    Place place = Place.in(context.scratch());
    Written written = written(new Voice(context));
    try (Fifo out = place.fifo("stdout");
        Fifo err = place.fifo("stderr")) {
      Launch launch =
          launch(
              context.task().number() + "-" + context.epoch(),
              values(sent, context, place),
              place,
              Optional.empty());
      // The thread may have been told to stop meanwhile; then nothing is to be started.
      context.checkCancelled();
      RunningProcess process = context.uninterrupted(() -> processes.start(launch));
      new ProgramRun(
              declaration,
              context,
              new ProgramRun.Started(process, Duration.ZERO),
              written,
              new PipedIntake(out, err, written))
          .toItsEnd();
    }
    return result(written, new OutputFiles(place.work(), context, false));
  }

  Written written(Voice voice) {
    return new Written(
        voice, declaration.execution().reading(), declaration.identity().about().title());
  }

  /** What it gave, after it has succeeded. */
  @Nullable JsonNode result(Written written, OutputFiles files) throws IOException {
    Optional<JsonNode> result = Results.read(declaration.outputs(), written, files.folder());
    files.collect(declaration.outputs().files());
    return result.orElse(null);
  }

  Declaration declaration() {
    return declaration;
  }

  /**
   * How it is started.
   *
   * @param name that no other attempt has
   * @param exit where its exit code is to be noted
   */
  Launch launch(String name, JsonInputs sent, TaskContext context, Place place, Path exit)
      throws IOException {
    return launch(name, values(sent, context, place), place, Optional.of(exit));
  }

  private Substitution values(JsonInputs sent, TaskContext context, Place place)
      throws IOException {
    Map<String, List<String>> values = new HashMap<>(inputs.values(sent.values(), place.inputs()));
    values.put(Places.FOLDER, List.of(folder().toString()));
    values.put(Places.TASK, List.of(context.task().key().toString()));
    values.put(Places.ATTEMPT, List.of(Integer.toString(context.attempt())));
    return new Substitution(values);
  }

  /** Where the declaration lies. */
  private Path folder() {
    Path file = declaration.file().toAbsolutePath();
    return Optional.ofNullable(file.getParent()).orElse(file);
  }

  private Launch launch(String name, Substitution values, Place place, Optional<Path> exit) {
    Declaration.Execution execution = declaration.execution();
    Map<String, String> environment =
        ProgramEnvironment.of(execution.surroundings(), values, place.work());
    List<String> command = new ArrayList<>(values.command(execution.command()));
    command.set(0, ProgramEnvironment.find(command.getFirst(), environment, folder()).toString());
    Limits limits = execution.limits();
    return new Launch(
        name,
        command,
        environment,
        place.work(),
        new Launch.Streams(
            execution
                .surroundings()
                .stdin()
                .flatMap(input -> Optional.ofNullable(values.values().get(input)))
                .map(paths -> Path.of(paths.getFirst()))
                .orElse(NOTHING),
            place.folder().resolve("stdout"),
            place.folder().resolve("stderr"),
            exit),
        new Launch.Bounds(
            limits.openFiles(), limits.cpuTime(), limits.memory(), limits.processes()));
  }
}
