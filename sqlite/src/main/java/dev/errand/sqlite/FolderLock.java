// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.task.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Holds a data folder for this store alone: a lock of the operating system on {@value #NAME}, which
 * goes when the process dies however it dies. The file says who holds it and stays behind.
 */
final class FolderLock implements AutoCloseable {

  static final String NAME = "errand.lock";

  /** Far behind the text, because on some systems a locked range cannot be read by others. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  /** Followed by the folder: a system property that marks it as held within this JVM. */
  private static final String HELD = "dev.errand.sqlite.held.";

  private final FileChannel channel;
  private final String property;

  private FolderLock(FileChannel channel, String property) {
    this.channel = channel;
    this.property = property;
  }

  /**
   * @throws FolderInUseException if somebody else holds the folder
   * @throws StoreException if it cannot be written
   */
  static FolderLock of(Path folder) {
    try {
      return held(folder.toRealPath());
    } catch (IOException e) {
      throw new StoreException(
          "Cannot lock the data folder "
              + folder
              + ": "
              + e
              + ". This user must be able to write it.",
          e);
    }
  }

  private static FolderLock held(Path folder) throws IOException {
    // Closing any channel of a file lets go of all locks on it that the process has (POSIX), so a
    // second store in this JVM must not even open the file. Class loaders do not share static
    // fields, but they do share system properties.
    String property = HELD + folder;
    if (System.getProperties().putIfAbsent(property, "") != null) {
      throw taken(folder, "this process (" + ProcessHandle.current().pid() + ")");
    }
    @Nullable FolderLock lock = null;
    try {
      lock = locked(folder, property);
      return lock;
    } finally {
      if (lock == null) {
        System.clearProperty(property);
      }
    }
  }

  private static FolderLock locked(Path folder, String property) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      @Nullable FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw taken(folder, "process " + holder(channel));
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return new FolderLock(channel, property);
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw taken(folder, "this process");
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    return pid.matches("[0-9]+") ? pid : "unknown";
  }

  private static FolderInUseException taken(Path folder, String holder) {
    return new FolderInUseException(
        "The data folder "
            + folder
            + " is in use by "
            + holder
            + ". Stop that one first, or use another data folder.");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreException("Cannot close " + NAME + ": " + e, e);
    } finally {
      System.clearProperty(property);
    }
  }
}
