// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.files.CancellableCopy;
import dev.errand.geodata.repository.Draft;
import dev.errand.geodata.repository.LayerState;
import dev.errand.geodata.repository.Person;
import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Revision;
import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One import of one local file. */
final class GeoPackageImporting {

  private static final String DEFAULT_MESSAGE = "Import GeoPackage";

  private final Repository repository;
  private final GeoPackageImport.Inputs inputs;
  private final TaskContext context;

  GeoPackageImporting(Repository repository, GeoPackageImport.Inputs inputs, TaskContext context) {
    this.repository = repository;
    this.inputs = inputs;
    this.context = context;
  }

  Imported run(SettledFile file) throws Exception {
    context.progress("Checking the file... ", 0);
    try (SourceFile source = SourceFile.open(file.path(), context::isCancelled);
        Draft draft = repository.draft(context.transactionId())) {
      refuseAudited(source);
      List<Layer> layers = new LayerSelection(inputs, context).of(source);
      List<LayerState> states = write(source, layers, draft);
      file.requireUnchanged();
      return commit(draft, states, layers);
    } catch (BadGeoPackageException e) {
      context.checkCancelled(); // reading is broken off by a cancel
      file.requireUnchanged();
      throw e;
    } catch (SQLException e) {
      context.checkCancelled();
      throw new IOException("The new revision cannot be written: " + e.getMessage(), e);
    }
  }

  private void refuseAudited(SourceFile source) throws BadGeoPackageException {
    if (inputs.interchange() && source.isAudited()) {
      throw new BadGeoPackageException(
          "The file carries GeoGig's log of changes (interchange format), which cannot be replayed"
              + " here yet: that needs three-way merges. Import it with interchange=false to take"
              + " its layers as they are.");
    }
  }

  private List<LayerState> write(SourceFile source, List<Layer> layers, Draft draft)
      throws Exception {
    Optional<Revision> parent = draft.parent().filter(found -> !found.layers().isEmpty());
    if (parent.isPresent()
        && !CancellableCopy.copy(
            repository.data(parent.get()), draft.file(), context::isCancelled)) {
      throw new CancelledException();
    }
    List<LayerState> states = new ArrayList<>(parent.map(Revision::layers).orElse(List.of()));
    try (GeoPackageFile file =
        parent.isPresent()
            ? GeoPackageFile.open(draft.file())
            : GeoPackageFile.create(draft.file())) {
      LayerImport importing = new LayerImport(source, file, inputs.rules());
      for (int i = 0; i < layers.size(); i++) {
        LayerState state = one(importing, layers.get(i), i + 1, layers.size());
        states.removeIf(other -> other.name().equalsIgnoreCase(state.name()));
        states.add(state);
      }
      file.commit();
    }
    return states;
  }

  private LayerState one(LayerImport importing, Layer found, int number, int of) throws Exception {
    String name = inputs.dest().orElse(found.table());
    String text = "Importing %-16.16s (%d/%d)... ".formatted(name, number, of);
    Counting counting = new Counting(context, text);
    Layer layer = importing.copy(found, name, counting::count);
    LayerState state = importing.describe(layer, repository.now(), counting::check);
    context.checkCancelled();
    return state;
  }

  private Imported commit(Draft draft, List<LayerState> states, List<Layer> imported)
      throws Exception {
    context.progress("Committing features...");
    context.checkCancelled();
    Revision.Note note =
        new Revision.Note(
            inputs.message().orElse(DEFAULT_MESSAGE),
            new Person(inputs.authorName(), inputs.authorEmail()));
    Revision revision = context.uninterrupted(() -> repository.commit(draft, states, note));
    List<Imported.ImportedLayer> layers =
        imported.stream()
            .map(layer -> inputs.dest().orElse(layer.table()))
            .flatMap(name -> states.stream().filter(state -> state.name().equalsIgnoreCase(name)))
            .map(state -> new Imported.ImportedLayer(state.name(), state.features()))
            .toList();
    layers.forEach(
        layer -> context.info("Layer %s: %,d features.".formatted(layer.name(), layer.features())));
    context.info("Revision %s.".formatted(revision.id()));
    return Imported.of(revision, layers);
  }
}
