// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for changes of a file, or of the files of a folder, as far as the system tells of them: of
 * what another machine writes to a shared disk it does not. For one thread, but for the end.
 */
final class Changes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

  private static final WatchEvent.Kind<?>[] KINDS = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_DELETE,
    StandardWatchEventKinds.ENTRY_MODIFY
  };

  private final Path place;
  private final WatchService service;
  private Optional<WatchKey> watched = Optional.empty();

  /**
   * @throws IOException if the system can watch nothing more
   */
  Changes(Path place) throws IOException {
    this.place = place.toAbsolutePath();
    service = place.getFileSystem().newWatchService();
  }

  /**
   * Returns when something has changed, after so long, or when this is closed.
   *
   * @return whether it is known that something has changed
   */
  boolean await(Duration atMost) throws InterruptedException {
    watch();
    try {
      WatchKey key = service.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
      if (key == null) {
        return false;
      }
      boolean changed = !key.pollEvents().isEmpty();
      if (!key.reset()) {
        watched = Optional.empty();
      }
      return changed;
    } catch (ClosedWatchServiceException closed) {
      return false;
    }
  }

  /** A folder that was taken away and is there again has to be watched again. */
  private void watch() {
    if (watched.filter(WatchKey::isValid).isPresent()) {
      return;
    }
    Path folder =
        Files.isDirectory(place)
            ? place
            : Optional.ofNullable(place.getParent()).orElse(place.getRoot());
    try {
      watched = Optional.of(folder.register(service, KINDS));
    } catch (IOException | ClosedWatchServiceException e) {
      LOG.debug("{} is not watched, but looked at now and again", folder, e);
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
