// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Locks by name that hold among the threads of this process and all other processes that have the
 * same folder open, on this machine or on others that mount it. They are locks of the operating
 * system on the file {@value #FILE} in the folder, so they go with the process, however it ends,
 * and a process that is frozen keeps them. Nothing in a lock is reentrant. Safe for all threads.
 *
 * <p>Each opening has a mark, which goes into the names of what is not finished yet: others can
 * tell whether somebody is still at work on it, or it was left by a process that died.
 */
public final class FolderLocks implements AutoCloseable {

  /** The file in the folder; empty, and never deleted. */
  public static final String FILE = ".locks";

  private static final String MARK = "mark ";
  private static final long LONGEST_PAUSE_MILLIS = 50;

  private final LockFile file;
  private final Path folder;
  private final String mark;
  private final Held marked;

  /** A lock that is held until this is closed, by any thread. */
  @FunctionalInterface
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  private FolderLocks(LockFile file, Path folder, String mark, Held marked) {
    this.file = file;
    this.folder = folder;
    this.mark = mark;
    this.marked = marked;
  }

  /**
   * Opens a folder that exists.
   *
   * @throws IOException if the file cannot be made there, or the file system knows no locks
   */
  public static FolderLocks open(Path folder) throws IOException {
    LockFile file = LockFile.open(folder.resolve(FILE));
    try {
      while (true) {
        String mark = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Optional<Held> marked = file.take(MARK + mark, false);
        if (marked.isPresent()) {
          return new FolderLocks(file, folder, mark, marked.get());
        }
      }
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** 16 hexadecimal digits that no other opening has. */
  public String mark() {
    return mark;
  }

  /** Whether the opening with that mark has not been closed, and its process not ended. */
  public boolean isLive(String mark) throws IOException {
    Optional<Held> taken = file.take(MARK + mark, false);
    taken.ifPresent(Held::close);
    return taken.isEmpty();
  }

  /** The lock for one alone; empty if somebody holds it in whatever way. Does not wait. */
  public Optional<Held> tryLock(String name) throws IOException {
    return file.take(name, false);
  }

  /** The lock for many at a time; empty if somebody holds it alone. Does not wait. */
  public Optional<Held> tryShare(String name) throws IOException {
    return file.take(name, true);
  }

  /**
   * The lock for one alone.
   *
   * @throws FolderBusyException if others still hold it after that time
   * @throws InterruptedIOException if the thread is interrupted while it waits; it stays so
   */
  public Held lock(String name, Duration atMost) throws IOException {
    long start = System.nanoTime();
    long pause = 1;
    while (true) {
      Optional<Held> taken = file.take(name, false);
      if (taken.isPresent()) {
        return taken.get();
      }
      if (System.nanoTime() - start >= atMost.toNanos()) {
        throw new FolderBusyException(folder, name, atMost);
      }
      file.pause(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  /** Lets go of the mark; locks that are held stay until they are closed. */
  @Override
  public void close() {
    try (LockFile _ = file) {
      marked.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot let go of the locks in " + folder, e);
    }
  }
}
