// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.errand.Errand;
import dev.errand.files.LeftUploads;
import dev.errand.geodata.GeoData;
import dev.errand.operation.OperationSpec;
import dev.errand.programs.Programs;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs one task in this process. Other tasks that wait in the data folder may run beside it,
 * because it belongs to this process for so long; what has begun is let end.
 */
@Command(
    name = "run",
    description = "Runs one task in this process and shows how it comes along.",
    footer = {
      "",
      "Examples: errand run echo text=hello pause=5",
      "          errand run --list",
      "          errand run osm-import --help",
      "          errand run osm-import repo=monaco file=monaco.osm.gz",
      "          errand run geopackage-import repo=monaco file=monaco.gpkg",
      "          errand run geopackage-export repo=monaco --out monaco.gpkg",
      "          errand run osm-download repo=monaco bbox=43.72,7.40,43.76,7.45",
      "          errand run say word=hello --operations examples/operations"
    })
final class RunCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "OPERATION",
      description = "What to run, such as osm-import.")
  private @Nullable String operation;

  @Parameters(index = "1..*", paramLabel = "name=value", description = "Its inputs.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where tasks, repositories and files are kept. Default: errand-data.")
  private Path data = Path.of("errand-data");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where the file goes that the task leaves, if it does. Default: its own name, here.")
  private @Nullable Path out;

  @Option(
      names = "--operations",
      paramLabel = "PLACE",
      defaultValue = "${env:ERRAND_PROGRAMS}",
      description =
          "A YAML file that declares a program as an operation, or a folder of such files. Default: what"
              + " ERRAND_PROGRAMS says.")
  private @Nullable Path operations;

  @Option(
      names = "--overpass",
      paramLabel = "URL",
      defaultValue = "${env:ERRAND_OSM_OVERPASS:-https://overpass-api.de/api/interpreter}",
      description =
          "The Overpass server that osm-download asks. Default: what ERRAND_OSM_OVERPASS says, or the"
              + " public one.")
  private URI overpass = URI.create("");

  @Option(names = "--list", description = "Only show what there is to run.")
  private boolean list;

  @Option(
      names = {"-h", "--help"},
      description = "Show this help and end; after OPERATION, what that does and takes.")
  private boolean help;

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Optional<Path> declarations = ProgramParts.readable(Optional.ofNullable(operations));
    RunnableOperations runnable = RunnableOperations.with(Programs.specs(declarations));
    if (list) {
      runnable.print(System.out);
      return ExitCode.DONE;
    }
    if (operation == null) {
      if (!help) {
        throw new ParameterException(
            command.commandLine(), "Missing required parameter: 'OPERATION'; --list shows them");
      }
      command.commandLine().usage(System.out);
      return ExitCode.DONE;
    }
    OperationSpec<?, ?> spec = runnable.named(operation);
    if (help) {
      new OperationHelp(spec).print(System.out);
      return ExitCode.DONE;
    }
    return run(spec, declarations);
  }

  private int run(OperationSpec<?, ?> spec, Optional<Path> declarations) throws Exception {
    Json inputs = OperationInputs.parse(spec, words);
    SavedFile.requirePossible(spec, Optional.ofNullable(out));
    // The command says itself that its task has failed, and why.
    ((Logger) LoggerFactory.getLogger("dev.errand.failed")).setLevel(Level.OFF);
    try (DataFolder folder = DataFolder.open(data);
        GeoData geoData = GeoDataSetup.forThisUser(KeptFolder.in(folder), settings());
        Programs programs = Programs.open(declarations, folder.path(), CallersFiles.ofThisUser());
        Errand errand = build(folder, geoData, programs)) {
      geoData.prepare(spec.name(), inputs);
      errand.start();
      LeftUploads.discard(errand, geoData.uploads());
      return new TaskRun(errand, System.err, Terminal.isThere())
          .run(submission(spec, inputs), Optional.ofNullable(out));
    }
  }

  /** Nobody begins a transaction here, so it matters little how long one may be left alone. */
  private GeoDataSetup.Settings settings() {
    return new GeoDataSetup.Settings(overpass, Duration.ofHours(1), Clock.systemUTC());
  }

  private static Errand build(DataFolder folder, GeoData geoData, Programs programs) {
    return Errand.builder()
        .store(SqliteStore.in(folder.path()))
        .data(folder.path())
        .operations(RunnableOperations.on(geoData))
        .operations(programs.operations())
        .stopPatience(Duration.ofDays(365))
        .build();
  }

  /** Before everything else that waits, because somebody looks on. */
  private static Submission submission(OperationSpec<?, ?> spec, Json inputs) {
    return Submission.builder(spec.name()).inputs(inputs).priority(Integer.MAX_VALUE).build();
  }
}
