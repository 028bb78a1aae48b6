// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.geodata.geopackage.Extent;
import dev.errand.geodata.geopackage.GeometryBlob;
import dev.errand.geodata.repository.ContentSum;
import dev.errand.osm.Degrees;
import dev.errand.osm.EntitySink;
import dev.errand.osm.EntityType;
import dev.errand.osm.Locations;
import dev.errand.osm.Meta;
import dev.errand.osm.WayNodes;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes features of entities: counts them, finds the places of a way's nodes, sums the content up.
 * Ways may come before their nodes; those that do wait in a scratch file until the end.
 */
final class FeatureMaker implements EntitySink {

  static final Locations NOWHERE = id -> Locations.UNKNOWN;

  private final NodeLocations locations;
  private final Locations elsewhere;
  private final WaySpool waiting;
  private final FeatureQueue.Sender sender;
  private final Tally tally = new Tally();
  private final LeftOut leftOut = new LeftOut();
  private final CanonicalForm form = new CanonicalForm();
  private final Map<OsmLayer, Content> contents = new EnumMap<>(OsmLayer.class);
  private boolean seenWay;
  private double[] coordinates = new double[256];

  /**
   * Prepares to take a file.
   *
   * @param elsewhere for nodes that the file does not hold
   */
  FeatureMaker(
      NodeLocations locations, Locations elsewhere, WaySpool waiting, FeatureQueue.Sender sender) {
    this.locations = locations;
    this.elsewhere = elsewhere;
    this.waiting = waiting;
    this.sender = sender;
    for (OsmLayer layer : OsmLayer.values()) {
      contents.put(layer, new Content());
    }
  }

  @Override
  public void node(Meta meta, int lon, int lat) throws IOException, InterruptedException {
    tally.read(meta);
    tally.node();
    locations.add(meta.id(), lon, lat);
    double x = Degrees.degrees(lon);
    double y = Degrees.degrees(lat);
    make(OsmLayer.NODE, meta, GeometryBlob.point(x, y), x, y, x, y);
  }

  @Override
  public void way(Meta meta, WayNodes nodes) throws IOException, InterruptedException {
    tally.read(meta);
    tally.way();
    if (!seenWay) {
      seenWay = true;
      locations.seal();
    }
    int found = locate(nodes, NOWHERE);
    if (found == nodes.count()) {
      finish(meta, nodes, found);
    } else {
      waiting.add(meta, nodes);
      sender.passed(tally);
    }
  }

  @Override
  public void relation(Meta meta) throws InterruptedException {
    tally.read(meta);
    sender.passed(tally);
  }

  @Override
  public void deleted(EntityType type, Meta meta) throws InterruptedException {
    tally.read(meta);
    leftOut.deleted(type);
    sender.passed(tally);
  }

  /** Finishes the ways that had to wait. */
  void end() throws IOException, InterruptedException {
    if (!waiting.isEmpty()) {
      if (locations.isOpen()) {
        locations.seal();
      }
      waiting.drain((meta, nodes) -> finish(meta, nodes, locate(nodes, elsewhere)));
    }
    sender.end(tally, contents, leftOut);
  }

  /**
   * Puts the coordinates of the known nodes in a row, without gaps, and says how many there are.
   * What the way itself says of its nodes goes first: no look-up is quicker.
   */
  private int locate(WayNodes nodes, Locations otherwise) throws IOException {
    if (coordinates.length < 2 * nodes.count()) {
      coordinates = new double[4 * nodes.count()];
    }
    int found = 0;
    for (int i = 0; i < nodes.count(); i++) {
      long location = nodes.place(i);
      if (location == Locations.UNKNOWN) {
        location = locations.find(nodes.refs()[i]);
      }
      if (location == Locations.UNKNOWN) {
        location = otherwise.find(nodes.refs()[i]);
      }
      if (location != Locations.UNKNOWN) {
        coordinates[2 * found] = Degrees.degrees(Locations.lon(location));
        coordinates[2 * found + 1] = Degrees.degrees(Locations.lat(location));
        found++;
      }
    }
    return found;
  }

  private void finish(Meta meta, WayNodes nodes, int count) throws InterruptedException {
    if (count < 2) {
      tally.leftOut();
      leftOut.add(meta.id(), nodes, count);
      sender.passed(tally);
      return;
    }
    if (count < nodes.count()) {
      leftOut.shortened();
    }
    Extent around = GeometryBlob.extent(coordinates, count);
    make(
        OsmLayer.WAY,
        meta,
        GeometryBlob.line(coordinates, count),
        around.minX(),
        around.minY(),
        around.maxX(),
        around.maxY());
  }

  private void make(
      OsmLayer layer, Meta meta, byte[] blob, double x1, double y1, double x2, double y2)
      throws InterruptedException {
    Content content = java.util.Objects.requireNonNull(contents.get(layer));
    content.sum.add(form.of(meta, blob));
    content.cover(x1, y1, x2, y2);
    sender.send(new Feature(layer, meta, blob), tally);
  }

  /** What was made for one layer. */
  static final class Content {
    private final ContentSum.Summing sum = new ContentSum.Summing();
    private double minX = Double.POSITIVE_INFINITY;
    private double minY = Double.POSITIVE_INFINITY;
    private double maxX = Double.NEGATIVE_INFINITY;
    private double maxY = Double.NEGATIVE_INFINITY;

    private void cover(double x1, double y1, double x2, double y2) {
      minX = Math.min(minX, x1);
      minY = Math.min(minY, y1);
      maxX = Math.max(maxX, x2);
      maxY = Math.max(maxY, y2);
    }

    ContentSum sum() {
      return sum.sum();
    }

    Optional<Extent> extent() {
      return minX > maxX ? Optional.empty() : Optional.of(new Extent(minX, minY, maxX, maxY));
    }
  }
}
