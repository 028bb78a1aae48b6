// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.access.Group;
import dev.errand.document.Documents;
import dev.errand.files.FolderWalk;
import dev.errand.operation.ChecksStarter;
import dev.errand.operation.Hints;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Recovery;
import dev.errand.operation.ReleasesInputs;
import dev.errand.operation.Starters;
import dev.errand.operation.TaskContext;
import dev.errand.pageseeder.groups.DocumentPath;
import dev.errand.pageseeder.groups.Place;
import dev.errand.pageseeder.groups.SitePath;
import dev.errand.task.Principal;
import dev.errand.task.Role;
import dev.errand.task.TaskId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Loads what is in a loading zone into the documents of the group. If that would replace files and
 * nobody has said that it may, it changes nothing and tells what it would replace. What it moves is
 * written down first, so that an attempt after one that died goes on with what is left. A cancel
 * takes effect between two files: each is in the zone or in the documents, never in both.
 */
public final class LoadStart
    implements Operation<LoadStart.Inputs, LoadResult>,
        ReleasesInputs<LoadStart.Inputs>,
        ChecksStarter<LoadStart.Inputs> {

  public static final String NAME = "load-start";

  private final LoadingSite site;
  private final Documents documents;

  /**
   * What to load where.
   *
   * @param folder path of the destination in the documents; empty for the folder of them all
   * @param files all that is in the zone if there are none
   */
  public record Inputs(
      @JsonPropertyDescription("The loading zone") ZoneInputs zone,
      @JsonPropertyDescription("The folder in the documents to load into; absent means the top")
          Optional<String> folder,
      @JsonPropertyDescription("Files and folders of the zone; absent means all")
          Optional<List<LoadFile>> files,
      @JsonPropertyDescription("Whether files that are in the documents may be replaced")
          @JsonProperty(defaultValue = "false")
          boolean overwrite) {

    String destination() {
      return DocumentPath.of(folder.orElse(""));
    }
  }

  /** What the plan comes to, for the mark that it is ready. */
  private record Planned(long lines) {}

  public LoadStart(LoadingSite site, Documents documents) {
    this.site = site;
    this.documents = documents;
  }

  @Override
  public OperationSpec<Inputs, LoadResult> spec() {
    return OperationSpec.of(NAME, "Load into the documents", Inputs.class, LoadResult.class)
        .description(
            "Loads what is in a loading zone into the documents of the group. If that"
                + " would replace files and nobody has said that it may, it changes nothing and"
                + " tells what it would replace.")
        .hints(Hints.changing().unoffered())
        .recovery(Recovery.RETRY)
        .starters(Starters.members(Role.CONTRIBUTOR));
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
    site.zone(inputs.zone());
    inputs.destination();
    inputs.files().orElse(List.of()).forEach(file -> DocumentPath.of(file.path()));
    inputs
        .files()
        .orElse(List.of())
        .forEach(f -> f.filename().ifPresent(DocumentPath::requireName));
  }

  @Override
  public LoadResult run(Inputs inputs, TaskContext context) throws Exception {
    Place destination = Place.document(inputs.zone().group(), inputs.destination());
    // An interrupt would break off writes to the disk; cancels are asked for between files.
    return site.inTurn(
        destination,
        context,
        staging -> context.uninterrupted(() -> inTurn(inputs, staging, context)));
  }

  private LoadResult inTurn(Inputs inputs, Staging staging, TaskContext context) throws Exception {
    Optional<LoadResult> done = staging.result(LoadResult.class);
    if (done.isPresent()) {
      return done.get();
    }
    if (!staging.isReady()) {
      Optional<OverwriteSummary> summary = plan(inputs, staging, context);
      if (summary.isPresent()) {
        context.progress("Overwrite confirmation needed");
        return LoadResult.asking(summary.get());
      }
    }
    Path zone = site.zone(inputs.zone()).folder();
    LoadResult result =
        loading(inputs).run(staging, staging.foretold(Planned.class).lines(), context);
    if (!context.isCancelled()) {
      FolderWalk.deleteEmpty(zone);
      staging.done(result);
    }
    return result;
  }

  /** What to ask about; if nothing, the plan is ready. */
  private Optional<OverwriteSummary> plan(Inputs inputs, Staging staging, TaskContext context)
      throws Exception {
    Group group = site.group(inputs.zone().group());
    Path zone = site.zone(inputs.zone()).folder();
    staging.begin();
    LoadPlanning planning =
        new LoadPlanning(zone, site.folders().documents(group), inputs.destination(), context);
    try (LoadPlan.Writer plan = new LoadPlan.Writer(staging)) {
      planning.write(inputs.files().orElse(List.of()), plan);
    }
    if (planning.overwrites().isAny() && !inputs.overwrite()) {
      return Optional.of(
          planning.overwrites().summary(SitePath.of(group, inputs.destination()).text()));
    }
    staging.ready(new Planned(planning.lines()));
    return Optional.empty();
  }

  private Loading loading(Inputs inputs) {
    Group group = site.group(inputs.zone().group());
    return new Loading(
        site.zone(inputs.zone()).folder(), site.folders().documents(group), documents, group.id());
  }

  @Override
  public void release(Inputs inputs, TaskId task) throws Exception {
    Place destination = Place.document(inputs.zone().group(), inputs.destination());
    site.afterwards(
        destination,
        task,
        staging -> {
          if (staging.result(LoadResult.class).isEmpty()) {
            loading(inputs).registerMoved(staging);
          }
          return true;
        });
  }
}
