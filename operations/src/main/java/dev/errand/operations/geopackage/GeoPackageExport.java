// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.geopackage;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.operation.CancelledException;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Recovery;
import dev.errand.operation.TaskContext;
import dev.errand.operations.files.CancellableCopy;
import dev.errand.operations.repository.LayerState;
import dev.errand.operations.repository.Repositories;
import dev.errand.operations.repository.Repository;
import dev.errand.operations.repository.Revision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves the layers of a revision as a GeoPackage to download. Revisions never change, so it needs
 * no turn among the imports of its repository and may be repeated.
 */
public final class GeoPackageExport
    implements Operation<GeoPackageExport.Inputs, GeoPackageExport.Exported> {

  public static final String NAME = "geopackage-export";

  /** The media type that the GeoPackage standard registers. */
  private static final String MEDIA_TYPE = "application/geopackage+sqlite3";

  private static final String HEAD = "HEAD";

  private final Repositories repositories;

  /**
   * What to export.
   *
   * @param root HEAD, which is meant unless it says otherwise, or the identifier of a revision
   * @param path the layers to export; all of them unless it names some
   */
  public record Inputs(
      @JsonPropertyDescription("The name of the repository") String repo,
      @JsonPropertyDescription("HEAD or the identifier of a revision; HEAD if absent")
          Optional<String> root,
      @JsonPropertyDescription("The layers to export; all if absent")
          Optional<List<String>> path) {}

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
    return OperationSpec.of(NAME, "Export to Geopackage database", Inputs.class, Exported.class)
        .recovery(Recovery.RETRY);
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.errand.operations.repository.RepositoryNotFoundException if there is no such
   *     repository
   */
  @Override
  public void check(Inputs inputs) {
    repositories.open(inputs.repo());
  }

  @Override
  public Exported run(Inputs inputs, TaskContext context) throws Exception {
    Repository repository = repositories.open(inputs.repo());
    String root = inputs.root().orElse(HEAD);
    Revision revision = resolve(repository, root);
    Set<String> layers = layers(revision, inputs.path().orElse(List.of()), root);
    String name = repository.name() + ".gpkg";
    context.progress("Exporting from %s to %s... ".formatted(root, name), 0);
    Path file = context.output(name, MEDIA_TYPE);
    if (!CancellableCopy.copy(repository.data(revision), file, context::isCancelled)) {
      throw new CancelledException();
    }
    keep(layers, revision, file);
    context.progress(
        "Exporting from %s to %s... ".formatted(root, name), features(revision, layers));
    return new Exported(revision.id(), name);
  }

  private static Revision resolve(Repository repository, String root) {
    Optional<Revision> revision = root.equals(HEAD) ? repository.head() : repository.revision(root);
    return revision.orElseThrow(
        () -> new IllegalArgumentException("RefSpec doesn't resolve to a commit: '" + root + "'"));
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

  private static void keep(Set<String> layers, Revision revision, Path file) throws Exception {
    List<String> others =
        revision.layers().stream()
            .map(LayerState::name)
            .filter(layer -> !layers.contains(layer))
            .toList();
    if (!others.isEmpty()) {
      try (GeoPackageFile geopackage = GeoPackageFile.open(file)) {
        for (String layer : others) {
          geopackage.dropLayer(layer);
        }
        geopackage.commit();
        geopackage.compact();
      }
    }
  }

  private static double features(Revision revision, Set<String> layers) {
    return revision.layers().stream()
        .filter(layer -> layers.contains(layer.name()))
        .mapToLong(LayerState::features)
        .sum();
  }
}
