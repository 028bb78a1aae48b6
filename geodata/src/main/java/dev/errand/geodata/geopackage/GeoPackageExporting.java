// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.files.CancellableCopy;
import dev.errand.geodata.repository.Revision;
import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Set;

/**
 * One export of the data of one revision.
 *
 * @param data the GeoPackage of the revision
 * @param file where to; not there yet
 * @param root how the caller calls the revision
 */
record GeoPackageExporting(Path data, Path file, String root, TaskContext context) {

  /** Whole layers: a copy of everything, without the others. */
  void whole(Set<String> layers) throws Exception {
    context.progress("Exporting from %s to %s... ".formatted(root, file.getFileName()), 0);
    if (!CancellableCopy.copy(data, file, context::isCancelled)) {
      throw new CancelledException();
    }
    try (GeoPackageFile copy = GeoPackageFile.open(file)) {
      List<Layer> all = new LayerCatalog(copy.connection()).layers();
      List<Layer> others = all.stream().filter(layer -> !layers.contains(layer.table())).toList();
      for (Layer other : others) {
        copy.dropLayer(other.table());
      }
      if (!others.isEmpty()) {
        copy.commit();
        copy.compact();
      }
      index(copy, all.stream().filter(layer -> layers.contains(layer.table())).toList());
    }
  }

  /** Only the features that meet the box. */
  void box(BoundingBox box, Set<String> layers, Revision revision) throws Exception {
    try (Connection from = GeoPackageFile.read(data);
        GeoPackageFile target = GeoPackageFile.create(file)) {
      List<Layer> wanted =
          new LayerCatalog(from)
              .layers().stream().filter(layer -> layers.contains(layer.table())).toList();
      BoxExport export = new BoxExport(from, target, box);
      for (Layer layer : wanted) {
        Counting counting = counting(layer);
        export.write(layer, revision.time().toInstant(), counting::count);
        context.checkCancelled();
      }
      index(target, wanted);
    }
  }

  private void index(GeoPackageFile target, List<Layer> layers) throws Exception {
    SpatialIndex index = new SpatialIndex(target, context.scratch());
    long all = 0;
    for (Layer layer : layers) {
      Counting counting = counting(layer);
      long before = all;
      long[] read = {0};
      index.build(
          layer,
          features -> {
            read[0] = features;
            counting.check(features);
            counting.count(before + features);
          });
      all += read[0];
    }
    target.commit();
    context.progress("Exporting from %s to %s... ".formatted(root, file.getFileName()), all);
  }

  private Counting counting(Layer layer) {
    return new Counting(
        context, "Exporting from %s:%s to %s... ".formatted(root, layer.table(), layer.table()));
  }
}
