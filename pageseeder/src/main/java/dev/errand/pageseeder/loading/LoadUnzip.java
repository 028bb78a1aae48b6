// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.files.DurableFiles;
import dev.errand.operation.ChecksStarter;
import dev.errand.operation.Hints;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Recovery;
import dev.errand.operation.ReleasesInputs;
import dev.errand.operation.Starters;
import dev.errand.operation.TaskContext;
import dev.errand.task.Principal;
import dev.errand.task.Role;
import dev.errand.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Unzips a file of a loading zone beside itself: all of it or, if anything is wrong with it,
 * nothing. Everything is unzipped out of sight first. Once that has succeeded the files move into
 * the zone, where they replace files of the same path, and no cancel and no crash stops that.
 */
public final class LoadUnzip
    implements Operation<LoadUnzip.Inputs, UnzipResult>,
        ReleasesInputs<LoadUnzip.Inputs>,
        ChecksStarter<LoadUnzip.Inputs> {

  public static final String NAME = "load-unzip";

  private static final String FILES = "files";

  private final LoadingSite site;
  private final UnzipLimits limits;

  /**
   * What to unzip.
   *
   * @param path of the zip file in the zone
   */
  public record Inputs(
      @JsonPropertyDescription("The loading zone") ZoneInputs zone,
      @JsonPropertyDescription("The path of the zip file in the loading zone") String path,
      @JsonPropertyDescription("Whether the zip file goes once its files are there")
          @JsonProperty(defaultValue = "false")
          boolean deleteOriginal) {}

  public LoadUnzip(LoadingSite site, UnzipLimits limits) {
    this.site = site;
    this.limits = limits;
  }

  @Override
  public OperationSpec<Inputs, UnzipResult> spec() {
    return OperationSpec.of(NAME, "Unzip in the loading zone", Inputs.class, UnzipResult.class)
        .description(
            "Unzips a file of a loading zone beside itself: all of it or, if anything is"
                + " wrong with it, nothing.")
        .hints(Hints.adding().unoffered())
        .recovery(Recovery.RETRY)
        .starters(Starters.members(Role.CONTRIBUTOR));
  }

  @Override
  public String describe(Inputs inputs) {
    return "Unzipping " + inputs.path();
  }

  @Override
  public Optional<String> orderingKey(Inputs inputs) {
    return Optional.of(inputs.zone().orderingKey());
  }

  @Override
  public OptionalLong group(Inputs inputs) {
    return OptionalLong.of(inputs.zone().group());
  }

  @Override
  public void checkStarter(Inputs inputs, Principal starter) {
    site.requireOwn(inputs.zone(), starter);
  }

  @Override
  public void check(Inputs inputs) {
    zone(inputs).file(inputs.path());
  }

  private LoadingZone zone(Inputs inputs) {
    return site.zone(inputs.zone());
  }

  @Override
  public UnzipResult run(Inputs inputs, TaskContext context) throws Exception {
    long group = inputs.zone().group();
    return site.inTurn(
        LoadingSite.inZones(group), context, staging -> inTurn(inputs, staging, context));
  }

  private UnzipResult inTurn(Inputs inputs, Staging staging, TaskContext context) throws Exception {
    Optional<UnzipResult> done = staging.result(UnzipResult.class);
    if (done.isPresent()) {
      return done.get();
    }
    if (!staging.isReady()) {
      prepare(inputs, staging, context);
    }
    return context.uninterrupted(() -> finish(inputs, staging));
  }

  private void prepare(Inputs inputs, Staging staging, TaskContext context) throws Exception {
    LoadingZone zone = zone(inputs);
    Path zip = zone.file(inputs.path());
    if (!Files.isRegularFile(zip)) {
      throw new MissingUploadException(inputs.path());
    }
    staging.begin();
    Path files = Files.createDirectories(staging.folder().resolve(FILES));
    UnzipResult result = new ZipExtraction(zip, files, limits, context).run();
    FolderMerge.check(files, DurableFiles.folderOf(zip));
    context.checkCancelled();
    context.uninterrupted(() -> {
      staging.ready(result);
      return true;
    });
  }

  private UnzipResult finish(Inputs inputs, Staging staging) throws IOException {
    Path zip = zone(inputs).file(inputs.path());
    FolderMerge.run(staging.folder().resolve(FILES), DurableFiles.folderOf(zip));
    if (inputs.deleteOriginal()) {
      Files.deleteIfExists(zip);
    }
    return staging.done(UnzipResult.class);
  }

  @Override
  public void release(Inputs inputs, TaskId task) throws Exception {
    site.afterwards(
        LoadingSite.inZones(inputs.zone().group()),
        task,
        staging -> {
          Optional<UnzipResult> done = staging.result(UnzipResult.class);
          // Cancelled while it waited for another attempt: what has begun to move must not be half.
          return done.isPresent() ? done.get() : finish(inputs, staging);
        });
  }
}
