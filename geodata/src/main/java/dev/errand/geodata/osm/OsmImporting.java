// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.files.CancellableCopy;
import dev.errand.geodata.osm.FeatureQueue.Parcel;
import dev.errand.geodata.repository.Draft;
import dev.errand.geodata.repository.LayerState;
import dev.errand.geodata.repository.Revision;
import dev.errand.operation.TaskContext;
import dev.errand.osm.OsmFile;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One import of one local file. */
final class OsmImporting {

  static final String READING = "Importing into GeoGig repo...";
  static final String COMMITTING = "Committing features...";

  /** One in so many. */
  private static final int MUCH = 10;

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
    try (OsmFile file = OsmFile.open(path, settings.maxExpandedBytes());
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
      Optional<Parcel.End> end = write(file, layers, draft);
      if (end.isEmpty()) {
        return;
      }
      if (report.processedEntities() == 0) {
        throw new NoEntitiesException();
      }
      end.get().leftOut().tell(context, report);
      context.progress(committing(), (double) report.processedEntities());
      commit(draft, layers.finish(end.get().contents(), destination.repository().now()));
    }
  }

  /** Clients of GeoGig know the text; it says more only if much is missing. */
  private String committing() {
    boolean much = report.unpprocessedCount() * MUCH > report.wayCount();
    return much
        ? "%s %,d of %,d ways are left out, the log says why."
            .formatted(COMMITTING, report.unpprocessedCount(), report.wayCount())
        : COMMITTING;
  }

  /** Writes what comes from the reader; empty if the task was cancelled. */
  private Optional<Parcel.End> write(OsmFile file, OsmLayers layers, Draft draft) throws Exception {
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
            return Optional.of(end);
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
    String summary =
        "Revision %s: %,d nodes and %,d ways read, %,d ways left out; %s."
            .formatted(
                revision.id(),
                report.nodeCount(),
                report.wayCount(),
                report.unpprocessedCount(),
                counts(revision));
    if (report.unpprocessedCount() == 0) {
      context.info(summary);
    } else {
      // An INFO line would take back the mark that says something was left out.
      context.warn(summary);
    }
  }

  private static String counts(Revision revision) {
    StringBuilder text = new StringBuilder("the repository holds");
    revision
        .layers()
        .forEach(layer -> text.append(" %s: %,d".formatted(layer.name(), layer.features())));
    return text.toString();
  }
}
