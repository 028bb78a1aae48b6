// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.files.FolderLocks;
import dev.errand.geodata.repository.LayerState;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Revision;
import dev.errand.operation.FileOutput;
import dev.errand.operation.Hints;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Recovery;
import dev.errand.operation.TaskContext;
import dev.errand.task.InvalidInputsException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves the layers of a revision as a GeoPackage to download, each with a spatial index. Revisions
 * never change, so it needs no turn among the imports of its repository and may be repeated.
 */
public final class GeoPackageExport
    implements Operation<GeoPackageExport.Inputs, GeoPackageExport.Exported> {

  public static final String NAME = "geopackage-export";

  /** The media type that the GeoPackage standard registers. */
  private static final String MEDIA_TYPE = "application/geopackage+sqlite3";

  /** What it is called, takes and gives. */
  public static final OperationSpec<Inputs, Exported> SPEC =
      OperationSpec.of(NAME, "Export to Geopackage database", Inputs.class, Exported.class)
          .description(
              "Leaves the layers of a revision of a repository, whole or what meets a rectangle, as a"
                  + " GeoPackage to download.")
          .files(new FileOutput("geopackage", "The layers", MEDIA_TYPE))
          .hints(Hints.reading())
          .recovery(Recovery.RETRY)
          .unit("features");

  private final Repositories repositories;

  /**
   * What to export.
   *
   * @param root HEAD, which is meant unless it says otherwise, or the identifier of a revision
   * @param path the layers to export; all of them unless it names some
   * @param bbox the rectangle that features must meet, {@code minx,miny,maxx,maxy,EPSG:n}
   */
  public record Inputs(
      @JsonPropertyDescription("The name of the repository") String repo,
      @JsonPropertyDescription("HEAD or the identifier of a revision; HEAD if absent")
          Optional<String> root,
      @JsonPropertyDescription("The layers to export; all if absent") Optional<List<String>> path,
      @JsonPropertyDescription("Only features that meet minx,miny,maxx,maxy,EPSG:n")
          Optional<String> bbox) {}

  /**
   * What was exported.
   *
   * @param revision 40 hexadecimal digits
   * @param file the name of the output
   */
  public record Exported(String revision, String file) {}

  public GeoPackageExport(Repositories repositories) {
    this.repositories = repositories;
  }

  @Override
  public OperationSpec<Inputs, Exported> spec() {
    return SPEC;
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.errand.geodata.repository.RepositoryNotFoundException if there is no such
   *     repository
   * @throws InvalidInputsException if the box is none
   */
  @Override
  public void check(Inputs inputs) {
    repositories.open(inputs.repo());
    try {
      inputs.bbox().ifPresent(BoundingBox::parse);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputsException(
          NAME,
          List.of(new InvalidInputsException.Problem("bbox", String.valueOf(e.getMessage()))));
    }
  }

  @Override
  public Exported run(Inputs inputs, TaskContext context) throws Exception {
    Repository repository = repositories.open(inputs.repo());
    String root = inputs.root().orElse(RefSpec.HEAD);
    Revision revision = RefSpec.resolve(repository, root);
    Set<String> layers = layers(revision, inputs.path().orElse(List.of()), root);
    String name = repository.name() + ".gpkg";
    Path file = context.output(name, MEDIA_TYPE);
    GeoPackageExporting exporting =
        new GeoPackageExporting(repository.data(revision), file, root, context);
    try (FolderLocks.Held _ = repository.keep(revision)) {
      if (inputs.bbox().isPresent()) {
        exporting.box(BoundingBox.parse(inputs.bbox().get()), layers, revision);
      } else {
        exporting.whole(layers);
      }
    } catch (SQLException e) {
      context.checkCancelled();
      throw new IOException("The export cannot be written: " + e.getMessage(), e);
    }
    return new Exported(revision.id(), name);
  }

  private static Set<String> layers(Revision revision, List<String> wanted, String root) {
    List<String> there = revision.layers().stream().map(LayerState::name).toList();
    List<String> missing = new ArrayList<>(wanted);
    missing.removeAll(there);
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "The following requested layers do not exist in %s: %s".formatted(root, missing));
    }
    return Set.copyOf(wanted.isEmpty() ? there : wanted);
  }
}
