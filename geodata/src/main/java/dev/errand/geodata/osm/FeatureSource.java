// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.osm.BadOsmFileException;
import dev.errand.osm.OsmFile;
import dev.errand.osm.SingleVersions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a file on a thread of its own, so that decoding and writing keep two processors busy.
 * Closing it stops the thread and waits until it is gone.
 */
final class FeatureSource implements AutoCloseable {

  private final FeatureQueue queue = new FeatureQueue();
  private final OsmFile file;
  private final Path scratch;
  private final Optional<Path> elsewhere;
  private final Thread thread;

  /**
   * Starts to read.
   *
   * @param elsewhere a GeoPackage with nodes that the file's ways may use
   */
  FeatureSource(OsmFile file, Path scratch, Optional<Path> elsewhere) {
    this.file = file;
    this.scratch = scratch;
    this.elsewhere = elsewhere;
    this.thread =
        Thread.ofPlatform()
            .name(Thread.currentThread().getName() + "-read")
            .daemon()
            .start(this::run);
  }

  /** Waits a little for the next parcel. */
  Optional<FeatureQueue.Parcel> receive() throws InterruptedException {
    return queue.receive();
  }

  private void run() {
    try {
      try {
        read();
      } catch (IOException | BadOsmFileException | RuntimeException | Error e) {
        queue.fail(e);
      }
    } catch (InterruptedException e) {
      // Only close() interrupts, and then nobody receives any more.
      Thread.currentThread().interrupt();
    }
  }

  private void read() throws IOException, InterruptedException, BadOsmFileException {
    try (NodeLocations locations = new NodeLocations(scratch);
        WaySpool waiting = new WaySpool(scratch.resolve("waiting-ways"))) {
      if (elsewhere.isPresent()) {
        try (RepositoryLocations repository = new RepositoryLocations(elsewhere.get())) {
          read(new FeatureMaker(locations, repository, waiting, queue.sender()));
        }
      } else {
        read(new FeatureMaker(locations, FeatureMaker.NOWHERE, waiting, queue.sender()));
      }
    }
  }

  private void read(FeatureMaker maker)
      throws IOException, InterruptedException, BadOsmFileException {
    file.reader().read(new SingleVersions(maker));
    maker.end();
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
