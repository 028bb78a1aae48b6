// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.geodata.geopackage.Extent;
import dev.errand.geodata.geopackage.GeoPackageFile;
import dev.errand.geodata.repository.ContentSum;
import dev.errand.geodata.repository.Draft;
import dev.errand.geodata.repository.LayerState;
import dev.errand.geodata.repository.Revision;
import dev.errand.osm.BadOsmFileException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The layers of a draft that an import writes. Layers of other origin stay as they are. */
final class OsmLayers implements AutoCloseable {

  private final GeoPackageFile file;
  private final Optional<Revision> parent;
  private final boolean keep;
  private final Map<OsmLayer, LayerWriter> writers = new EnumMap<>(OsmLayer.class);

  /**
   * Opens the draft.
   *
   * @param keep whether features that are there stay
   */
  OsmLayers(Draft draft, boolean copied, boolean keep) throws SQLException {
    this.parent = draft.parent();
    this.keep = keep;
    this.file = copied ? GeoPackageFile.open(draft.file()) : GeoPackageFile.create(draft.file());
    try {
      for (OsmLayer layer : OsmLayer.values()) {
        prepare(layer);
        writers.put(layer, new LayerWriter(file.connection(), layer));
      }
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  private void prepare(OsmLayer layer) throws SQLException {
    if (state(layer).isPresent() && keep) {
      return;
    }
    file.dropLayer(layer.table());
    file.addLayer(layer.schema());
  }

  void write(List<Feature> features) throws SQLException, BadOsmFileException {
    for (Feature feature : features) {
      writer(feature.layer()).write(feature);
    }
    for (LayerWriter writer : writers.values()) {
      writer.flush();
    }
  }

  /** Completes the file and says what it holds. */
  List<LayerState> finish(Map<OsmLayer, FeatureMaker.Content> contents, Instant changed)
      throws SQLException, IOException {
    List<LayerState> states = new ArrayList<>(others());
    for (OsmLayer layer : OsmLayer.values()) {
      FeatureMaker.Content content = Objects.requireNonNull(contents.get(layer));
      Optional<Extent> extent = Extent.union(file.extent(layer.table()), content.extent());
      file.describe(layer.table(), extent, changed);
      states.add(state(layer, content));
    }
    file.commit();
    close();
    return states;
  }

  private LayerState state(OsmLayer layer, FeatureMaker.Content content) {
    Optional<LayerState> before = keep ? state(layer) : Optional.empty();
    LayerWriter writer = writer(layer);
    ContentSum sum =
        before
            .map(LayerState::sum)
            .orElseGet(ContentSum::empty)
            .plus(content.sum())
            .minus(writer.surplus());
    long features = before.map(LayerState::features).orElse(0L) + writer.added();
    return new LayerState(layer.table(), features, sum);
  }

  private LayerWriter writer(OsmLayer layer) {
    return Objects.requireNonNull(writers.get(layer));
  }

  private Optional<LayerState> state(OsmLayer layer) {
    return parent.stream()
        .flatMap(revision -> revision.layers().stream())
        .filter(state -> state.name().equals(layer.table()))
        .findFirst();
  }

  private List<LayerState> others() {
    return parent.map(OsmLayers::others).orElseGet(List::of);
  }

  /** The layers of a revision that are not an import's business. */
  static List<LayerState> others(Revision revision) {
    return revision.layers().stream().filter(layer -> !isOurs(layer.name())).toList();
  }

  /** Whether an import writes the layer of that name. */
  static boolean isOurs(String name) {
    for (OsmLayer layer : OsmLayer.values()) {
      if (layer.table().equals(name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws SQLException {
    for (LayerWriter writer : writers.values()) {
      writer.close();
    }
    file.close();
  }
}
