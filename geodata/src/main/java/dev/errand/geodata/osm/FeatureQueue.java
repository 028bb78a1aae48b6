// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Passes features from the thread that reads to the thread that writes; holds a few MiB at most.
 */
final class FeatureQueue {

  private static final int BATCHES = 8;
  private static final int MAX_ENTITIES = 1000;
  private static final int MAX_WEIGHT = 1 << 20;

  private final BlockingQueue<Parcel> parcels = new ArrayBlockingQueue<>(BATCHES);

  /** What goes over. */
  sealed interface Parcel {

    /** Features, and the figures after them. */
    record Batch(List<Feature> features, OsmReport report) implements Parcel {}

    /** All was read. */
    record End(Map<OsmLayer, FeatureMaker.Content> contents, LeftOut leftOut) implements Parcel {}

    /** Reading broke off. */
    record Failure(Throwable cause) implements Parcel {}
  }

  /** Waits a little for the next parcel. */
  Optional<Parcel> receive() throws InterruptedException {
    return Optional.ofNullable(parcels.poll(100, TimeUnit.MILLISECONDS));
  }

  /** Says that reading broke off. */
  void fail(Throwable cause) throws InterruptedException {
    parcels.put(new Parcel.Failure(cause));
  }

  Sender sender() {
    return new Sender();
  }

  /** Gathers features into batches. Used by the reading thread only. */
  final class Sender {
    private List<Feature> features = new ArrayList<>(MAX_ENTITIES);
    private int entities;
    private int weight;

    void send(Feature feature, Tally tally) throws InterruptedException {
      features.add(feature);
      weight += feature.weight();
      passed(tally);
    }

    /** Counts an entity that makes no feature, so that progress is seen and a stop is noticed. */
    void passed(Tally tally) throws InterruptedException {
      entities++;
      if (entities >= MAX_ENTITIES || weight >= MAX_WEIGHT) {
        flush(tally);
      }
    }

    void end(Tally tally, Map<OsmLayer, FeatureMaker.Content> contents, LeftOut leftOut)
        throws InterruptedException {
      flush(tally);
      parcels.put(new Parcel.End(contents, leftOut));
    }

    private void flush(Tally tally) throws InterruptedException {
      parcels.put(new Parcel.Batch(features, tally.report()));
      features = new ArrayList<>(MAX_ENTITIES);
      entities = 0;
      weight = 0;
    }
  }
}
