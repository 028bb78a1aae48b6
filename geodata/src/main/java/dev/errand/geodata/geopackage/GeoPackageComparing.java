// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.geodata.repository.LayerState;
import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Revision;
import dev.errand.operation.TaskContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.sqlite.SQLiteConnection;

/**
 * One comparison of two revisions; an absent one is the empty state before the first. Layers with
 * the same digest are not looked into.
 */
record GeoPackageComparing(
    Repository repository,
    Optional<Revision> before,
    Optional<Revision> after,
    TaskContext context) {

  List<LayerDiff.Changes> write(Path file, List<String> wanted) throws Exception {
    List<String> names = differing(wanted);
    requireApart(names);
    List<LayerDiff.Changes> changes = new ArrayList<>();
    try (GeoPackageFile target = GeoPackageFile.create(file);
        TaskContext.Registration interrupt =
            context.onCancel(() -> interrupt(target.connection()))) {
      List<Layer> then = attach(target, before, LayerDiff.OLD);
      List<Layer> now = attach(target, after, LayerDiff.NEW);
      LayerDiff diff = new LayerDiff(target);
      for (String name : names) {
        context.checkCancelled();
        context.progress("Comparing %s... ".formatted(name), changes.size(), names.size());
        changes.add(diff.write(find(then, name), find(now, name)));
      }
      target.commit();
    }
    context.progress("Comparing... ", changes.size(), names.size());
    return changes;
  }

  private List<String> differing(List<String> wanted) {
    TreeSet<String> names = new TreeSet<>();
    before.ifPresent(revision -> revision.layers().forEach(layer -> names.add(layer.name())));
    after.ifPresent(revision -> revision.layers().forEach(layer -> names.add(layer.name())));
    List<String> missing = new ArrayList<>(wanted);
    missing.removeAll(names);
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "The following requested layers do not exist in either commit: " + missing);
    }
    return names.stream()
        .filter(name -> wanted.isEmpty() || wanted.contains(name))
        .filter(name -> !state(before, name).equals(state(after, name)))
        .toList();
  }

  private static Optional<LayerState> state(Optional<Revision> revision, String name) {
    return revision.stream()
        .flatMap(found -> found.layers().stream())
        .filter(layer -> layer.name().equals(name))
        .findFirst();
  }

  /** The tables that tell of changes must not be called as other layers are. */
  private static void requireApart(List<String> names) {
    TreeSet<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : names) {
      for (String table : List.of(name, name + "_changes", name + "_fids")) {
        if (!taken.add(table)) {
          throw new IllegalArgumentException(
              "The changes of two layers would both stand in '%s'; name one of them with path."
                  .formatted(table));
        }
      }
    }
  }

  private List<Layer> attach(GeoPackageFile target, Optional<Revision> revision, String as)
      throws Exception {
    if (revision.isEmpty()) {
      return List.of();
    }
    Path data = repository.data(revision.get());
    target.attach(data, as);
    try (Connection connection = GeoPackageFile.read(data)) {
      return new LayerCatalog(connection).layers();
    }
  }

  private static Optional<Layer> find(List<Layer> layers, String name) {
    return layers.stream().filter(layer -> layer.table().equals(name)).findFirst();
  }

  private static void interrupt(Connection connection) {
    try {
      connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
    } catch (SQLException closed) {
      throw new IllegalStateException("The comparison could not be interrupted.", closed);
    }
  }
}
