// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.files.FolderLocks;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Revision;
import dev.errand.operation.FileOutput;
import dev.errand.operation.Hints;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Recovery;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Leaves what changed between two revisions as a GeoPackage to download. May be repeated. */
public final class GeoPackageDiff
    implements Operation<GeoPackageDiff.Inputs, GeoPackageDiff.Compared> {

  public static final String NAME = "geopackage-export-diff";

  private static final String MEDIA_TYPE = "application/geopackage+sqlite3";

  /** How GeoGig calls the state before the first revision. */
  private static final String NOTHING = "0".repeat(40);

  /** What it is called, takes and gives. */
  public static final OperationSpec<Inputs, Compared> SPEC =
      OperationSpec.of(
              NAME,
              "Export changes between two commits to Geopackage database",
              Inputs.class,
              Compared.class)
          .description(
              "Leaves what was added, changed and removed between two revisions of a repository as a"
                  + " GeoPackage to download.")
          .files(new FileOutput("geopackage", "The changes", MEDIA_TYPE))
          .hints(Hints.reading())
          .recovery(Recovery.RETRY)
          .unit("layers");

  private final Repositories repositories;

  /**
   * What to compare.
   *
   * @param oldRef HEAD, the identifier of a revision, or 40 zeros for the state before the first
   * @param newRef likewise
   * @param path the layers to compare; all that differ unless it names some
   */
  public record Inputs(
      @JsonPropertyDescription("The name of the repository") String repo,
      @JsonPropertyDescription("The older revision") Optional<String> oldRef,
      @JsonPropertyDescription("The newer revision") Optional<String> newRef,
      @JsonPropertyDescription("The layers to compare; all if absent")
          Optional<List<String>> path) {}

  /**
   * What was found.
   *
   * @param file the name of the output
   * @param layers those that differ
   */
  public record Compared(String file, List<LayerDiff.Changes> layers) {}

  public GeoPackageDiff(Repositories repositories) {
    this.repositories = repositories;
  }

  @Override
  public OperationSpec<Inputs, Compared> spec() {
    return SPEC;
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.errand.geodata.repository.RepositoryNotFoundException if there is no such
   *     repository
   */
  @Override
  public void check(Inputs inputs) {
    repositories.open(inputs.repo());
  }

  @Override
  public Compared run(Inputs inputs, TaskContext context) throws Exception {
    Repository repository = repositories.open(inputs.repo());
    Optional<Revision> before = resolve(repository, inputs.oldRef(), "Old ref not specified.");
    Optional<Revision> after = resolve(repository, inputs.newRef(), "New ref not specified.");
    String name = repository.name() + "-changes.gpkg";
    Path file = context.output(name, MEDIA_TYPE);
    GeoPackageComparing comparing = new GeoPackageComparing(repository, before, after, context);
    try (FolderLocks.Held _ = keep(repository, before);
        FolderLocks.Held _ = keep(repository, after)) {
      return new Compared(name, comparing.write(file, inputs.path().orElse(List.of())));
    } catch (SQLException e) {
      context.checkCancelled();
      throw new IOException("The changes cannot be written: " + e.getMessage(), e);
    }
  }

  private static FolderLocks.Held keep(Repository repository, Optional<Revision> revision)
      throws IOException {
    return revision.isPresent() ? repository.keep(revision.get()) : () -> {};
  }

  private static Optional<Revision> resolve(
      Repository repository, Optional<String> name, String missing) {
    String given =
        name.filter(text -> !text.isBlank())
            .orElseThrow(() -> new IllegalArgumentException(missing));
    return given.equals(NOTHING)
        ? Optional.empty()
        : Optional.of(RefSpec.resolve(repository, given));
  }
}
