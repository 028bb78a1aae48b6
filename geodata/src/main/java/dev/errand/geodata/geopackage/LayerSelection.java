// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.operation.TaskContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Which layers of a file are imported; what is left out is told in the log, as a warning. */
record LayerSelection(GeoPackageImport.Inputs inputs, TaskContext context) {

  /**
   * Chooses them.
   *
   * @throws BadGeoPackageException if there is none, or one of them is damaged
   * @throws IllegalArgumentException if several would get one name
   */
  List<Layer> of(SourceFile source) throws BadGeoPackageException {
    List<Layer> all = all(source);
    if (all.isEmpty()) {
      throw new BadGeoPackageException(
          "NO_FEATURES_FOUND: the file has no layers of features or attributes.");
    }
    List<Layer> wanted = wanted(all);
    if (inputs.dest().isPresent() && wanted.size() > 1) {
      throw new IllegalArgumentException(
          "ALL_AND_DEST_DEFINED: the file has %d layers, and dest names only one; say which with"
                  .formatted(wanted.size())
              + " layer.");
    }
    requireSound(source, wanted);
    return wanted;
  }

  private List<Layer> all(SourceFile source) throws BadGeoPackageException {
    try {
      LayerCatalog catalog = source.catalog();
      List<Layer> all = catalog.layers();
      catalog.skipped().forEach(this::leftOut);
      return all;
    } catch (SQLException e) {
      throw SourceFile.damaged(e);
    }
  }

  private List<Layer> wanted(List<Layer> all) throws BadGeoPackageException {
    if (inputs.layer().isEmpty()) {
      return inputs.dest().isPresent() ? all : nameable(all);
    }
    List<Layer> found =
        all.stream().filter(layer -> layer.table().equals(inputs.layer().get())).toList();
    if (found.isEmpty()) {
      throw new BadGeoPackageException(
          "TABLE_NOT_FOUND: the file has no layer '%s'; it has %s."
              .formatted(inputs.layer().get(), all.stream().map(Layer::table).toList()));
    }
    return found;
  }

  /** Those that can keep their names; the others can still be imported by themselves. */
  private List<Layer> nameable(List<Layer> all) throws BadGeoPackageException {
    List<Layer> nameable = new ArrayList<>();
    for (Layer layer : all) {
      if (LayerName.isAllowed(layer.table())) {
        nameable.add(layer);
      } else {
        leftOut(
            "a layer of a repository cannot be called '%s'; import it with layer and dest"
                .formatted(LayerName.shown(layer.table())));
      }
    }
    if (nameable.isEmpty()) {
      throw new BadGeoPackageException(
          "NO_FEATURES_FOUND: no layer of the file can keep its name in a repository; name one with"
              + " layer, and what it shall be called with dest.");
    }
    return nameable;
  }

  private void requireSound(SourceFile source, List<Layer> wanted) throws BadGeoPackageException {
    if (source.trouble().isEmpty()) {
      return;
    }
    for (Layer layer : wanted) {
      source.requireSound(layer);
    }
    context.warn(
        "The file is damaged where no feature is, such as in a spatial index, which is made anew: "
            + source.trouble().get());
  }

  private void leftOut(String reason) {
    context.warn("Left out: " + reason + ".");
  }
}
