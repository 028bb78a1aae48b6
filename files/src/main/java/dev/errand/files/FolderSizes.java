// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import dev.errand.incident.Incident;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much room folders take, by walks on a thread of its own: every ten minutes, and never for
 * more than a hundredth of the time. Who asks waits for nothing. Safe for all threads.
 */
public final class FolderSizes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FolderSizes.class);
  private static final long LEAST_PAUSE_NANOS = Duration.ofMinutes(10).toNanos();
  private static final long SHARE = 100;

  private final Incident failures =
      new Incident(LOG, "Folders can be measured again", Duration.ofDays(1), System::nanoTime);
  private final Map<String, Path> folders;
  private final Map<String, Long> sizes = new ConcurrentHashMap<>();
  private final Thread thread =
      // Walks block, and would hold what carries requests.
      Thread.ofPlatform().daemon().name("folder-sizes").unstarted(this::work);

  /**
   * @param folders by name; one that is missing has no size
   */
  public FolderSizes(Map<String, Path> folders) {
    this.folders = Map.copyOf(folders);
  }

  /** Begins to walk; once. */
  public void start() {
    thread.start();
  }

  /** Of the folders, in order. */
  public SortedSet<String> names() {
    return new TreeSet<>(folders.keySet());
  }

  /** The bytes of all files in a folder and below at the latest walk; empty before the first. */
  public OptionalLong bytes(String folder) {
    Long size = sizes.get(folder);
    return size == null ? OptionalLong.empty() : OptionalLong.of(size);
  }

  private void work() {
    try {
      while (true) {
        long began = System.nanoTime();
        measure();
        long took = System.nanoTime() - began;
        Thread.sleep(Duration.ofNanos(Math.max(LEAST_PAUSE_NANOS, SHARE * took)));
      }
    } catch (InterruptedException | InterruptedIOException stopped) {
      LOG.debug("Folders are not measured any more", stopped);
    }
  }

  private void measure() throws InterruptedIOException {
    boolean failed = false;
    for (Map.Entry<String, Path> folder : folders.entrySet()) {
      try {
        sizes.put(folder.getKey(), measure(folder.getValue()));
      } catch (InterruptedIOException stopped) {
        throw stopped;
      } catch (IOException | RuntimeException e) {
        failed = true;
        sizes.remove(folder.getKey());
        failures.happened(
            "How much room %s takes is not known: %s".formatted(folder.getValue(), e));
      }
    }
    if (!failed) {
      failures.over();
    }
  }

  private static long measure(Path folder) throws IOException {
    long[] bytes = {0};
    FolderWalk.<IOException>walk(
        folder,
        found -> {
          if (Thread.interrupted()) {
            throw new InterruptedIOException("The server stops");
          }
          bytes[0] += found.folder() ? 0 : size(found.file());
        });
    return bytes[0];
  }

  /** Files come and go meanwhile. */
  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
