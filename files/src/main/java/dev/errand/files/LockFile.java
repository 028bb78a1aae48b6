// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import dev.errand.task.Sha256;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The one channel of this process to a file of locks. A name stands for the byte at the hash of it,
 * far behind the end of the file. Safe for all threads.
 *
 * <p>POSIX releases all locks of a process on a file when any channel of it to that file is closed,
 * so there is only one, shared by all that open the file. It is an asynchronous one because others
 * are closed by the interrupt of a thread that uses them, and all locks would be lost.
 */
final class LockFile implements AutoCloseable {

  private static final Map<Path, LockFile> OPEN = new HashMap<>();

  private final Path path;
  private final AsynchronousFileChannel channel;
  private final Map<Long, Taken> taken = new HashMap<>();
  private int users;

  /** A lock of this process, and how many of its threads share it; 0 if one has it alone. */
  private record Taken(FileLock lock, int sharers) {}

  private LockFile(Path path, AsynchronousFileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Opens the file, making it if need be; to be closed as often as it was opened. */
  static LockFile open(Path file) throws IOException {
    Path path = DurableFiles.folderOf(file).toRealPath().resolve(file.getFileName());
    synchronized (OPEN) {
      LockFile known = OPEN.get(path);
      if (known == null) {
        known =
            new LockFile(
                path,
                AsynchronousFileChannel.open(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE));
        OPEN.put(path, known);
      }
      known.users++;
      return known;
    }
  }

  /** The lock, alone or shared; empty if that cannot be at the moment. */
  synchronized Optional<FolderLocks.Held> take(String name, boolean shared) throws IOException {
    long position = position(name);
    @Nullable Taken mine = taken.get(position);
    if (mine == null) {
      @Nullable FileLock lock = tryLock(position, shared);
      if (lock == null) {
        return Optional.empty();
      }
      taken.put(position, new Taken(lock, shared ? 1 : 0));
    } else if (shared && mine.sharers() > 0) {
      taken.put(position, new Taken(mine.lock(), mine.sharers() + 1));
    } else {
      return Optional.empty();
    }
    use();
    return Optional.of(new Handle(position));
  }

  private @Nullable FileLock tryLock(long position, boolean shared) throws IOException {
    try {
      return channel.tryLock(position, 1, shared);
    } catch (OverlappingFileLockException e) {
      return null; // this process has the same file open by another path
    }
  }

  /** Waits until a thread of this process lets go of a lock, or that long. */
  synchronized void pause(long millis) throws InterruptedIOException {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (InterruptedIOException)
          new InterruptedIOException("interrupted while waiting for a lock").initCause(e);
    }
  }

  private synchronized void release(long position) throws IOException {
    Taken mine = Objects.requireNonNull(taken.remove(position));
    if (mine.sharers() > 1) {
      taken.put(position, new Taken(mine.lock(), mine.sharers() - 1));
    } else {
      notifyAll();
      mine.lock().release();
    }
  }

  private void use() {
    synchronized (OPEN) {
      users++;
    }
  }

  /** The last one closes the channel: those who hold a lock count as well. */
  @Override
  public void close() throws IOException {
    synchronized (OPEN) {
      users--;
      if (users == 0) {
        OPEN.remove(path);
        channel.close();
      }
    }
  }

  private static long position(String name) {
    return ByteBuffer.wrap(Sha256.of(name)).getLong() >>> 2;
  }

  /** Lets go once. */
  private final class Handle implements FolderLocks.Held {

    private final long position;
    private final AtomicBoolean closed = new AtomicBoolean();

    Handle(long position) {
      this.position = position;
    }

    @Override
    public void close() {
      if (closed.getAndSet(true)) {
        return;
      }
      try (LockFile _ = LockFile.this) {
        release(position);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot let go of a lock in " + path, e);
      }
    }
  }
}
