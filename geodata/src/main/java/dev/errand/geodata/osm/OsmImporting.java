// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.files.CancellableCopy;
import dev.errand.geodata.osm.FeatureQueue.Parcel;
import dev.errand.geodata.repository.Draft;
import dev.errand.geodata.repository.LayerState;
import dev.errand.geodata.repository.Revision;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One import of one local file. */
final class OsmImporting {

  static final String READING = "Importing into GeoGig repo...";
  static final String COMMITTING = "Committing features...";

  private final Destination destination;
  private final OsmSettings settings;
  private final TaskContext context;
  private final Pace pace = new Pace();
  private OsmReport report = OsmReport.NOTHING;

  OsmImporting(Destination destination, OsmSettings settings, TaskContext context) {
    this.destination = destination;
    this.settings = settings;
    this.context = context;
  }

  /** Imports the file, or returns what it came to when the task was cancelled. */
  OsmReport run(Path path) throws Exception {
    context.progress(READING, 0);
    try (OsmFile file = OsmFile.open(path, settings);
        Draft draft = destination.draft()) {
      context.info(
          "Reading %s (%s, %,d bytes)."
              .formatted(path.getFileName(), file.format(), Files.size(path)));
      boolean copied = draft.parent().filter(this::isNeeded).isPresent();
      if (!copied || copy(draft)) {
        importInto(draft, copied, file);
      }
      return report;
    } catch (SQLException e) {
      throw new IOException("The new revision cannot be written: " + e.getMessage(), e);
    } catch (InterruptedException | ClosedByInterruptException e) {
      if (context.isCancelled()) {
        return report;
      }
      throw e;
    }
  }

  /** Whether the new revision holds something of the old one. */
  private boolean isNeeded(Revision parent) {
    return destination.add() || !OsmLayers.others(parent).isEmpty();
  }

  private boolean copy(Draft draft) throws IOException {
    Path source = destination.repository().data(draft.parent().orElseThrow());
    return CancellableCopy.copy(source, draft.file(), context::isCancelled);
  }

  private void importInto(Draft draft, boolean copied, OsmFile file) throws Exception {
    try (OsmLayers layers = new OsmLayers(draft, copied, destination.add())) {
      Optional<Map<OsmLayer, FeatureMaker.Content>> contents = write(file, layers, draft);
      if (contents.isEmpty()) {
        return;
      }
      if (report.processedEntities() == 0) {
        throw new NoEntitiesException();
      }
      context.progress(COMMITTING, (double) report.processedEntities());
      commit(draft, layers.finish(contents.get(), destination.repository().now()));
    }
  }

  /** Writes what comes from the reader; empty if the task was cancelled. */
  private Optional<Map<OsmLayer, FeatureMaker.Content>> write(
      OsmFile file, OsmLayers layers, Draft draft) throws Exception {
    Optional<Path> elsewhere =
        draft.parent().filter(parent -> destination.add()).map(destination.repository()::data);
    try (FeatureSource source = new FeatureSource(file, context.scratch(), elsewhere)) {
      while (!context.isCancelled()) {
        Optional<Parcel> parcel = source.receive();
        if (parcel.isEmpty()) {
          continue;
        }
        switch (parcel.get()) {
          case Parcel.Batch batch -> {
            layers.write(batch.features());
            report = batch.report();
            if (pace.isDue()) {
              context.progress(READING, (double) report.processedEntities());
            }
          }
          case Parcel.End end -> {
            return Optional.of(end.contents());
          }
          case Parcel.Failure failure -> throw failed(failure.cause());
        }
      }
      return Optional.empty();
    }
  }

  private static Exception failed(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (Exception) cause;
  }

  private void commit(Draft draft, List<LayerState> layers) throws Exception {
    if (context.isCancelled()) {
      return;
    }
    Revision revision =
        context.uninterrupted(
            () -> destination.repository().commit(draft, layers, destination.note()));
    context.info(
        "Revision %s: %,d nodes and %,d ways read, %,d ways left out; %s."
            .formatted(
                revision.id(),
                report.nodeCount(),
                report.wayCount(),
                report.unpprocessedCount(),
                counts(revision)));
  }

  private static String counts(Revision revision) {
    StringBuilder text = new StringBuilder("the repository holds");
    revision
        .layers()
        .forEach(layer -> text.append(" %s: %,d".formatted(layer.name(), layer.features())));
    return text.toString();
  }
}
