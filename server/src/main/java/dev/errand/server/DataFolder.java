// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The data folder of this process, held for it alone from before anything in it is touched: opening
 * the repositories tidies up, which must not happen under a server that is at work. The lock is the
 * operating system's and goes with the process, however that ends.
 */
final class DataFolder implements AutoCloseable {

  static final String LOCK = "process.lock";

  /** Far behind the text, because on some systems a locked range cannot be read by others. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the folder if it is missing and takes it.
   *
   * @throws Refusal if it cannot be made or written, or another process holds it
   */
  static DataFolder open(Path wanted) {
    Path folder = make(wanted.toAbsolutePath().normalize());
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      return new DataFolder(folder, locked(folder, channel));
    } catch (IOException e) {
      throw unusable(folder, "cannot be written (" + e + ")", e);
    }
  }

  Path path() {
    return path;
  }

  Path repositories() {
    return path.resolve("repos");
  }

  /** Where the documents of groups lie. */
  Path groups() {
    return path.resolve("groups");
  }

  Path uploads() {
    return path.resolve("uploads");
  }

  /**
   * Makes the folder if it is missing, for this user alone, and takes nothing.
   *
   * @throws Refusal if it cannot be made or read
   */
  static Path make(Path folder) {
    try {
      boolean isNew = Files.notExists(folder);
      Files.createDirectories(folder);
      if (isNew) {
        keepPrivate(folder);
      }
    } catch (FileAlreadyExistsException e) {
      throw unusable(folder, "is a file, not a folder", e);
    } catch (IOException e) {
      throw unusable(folder, "cannot be made (" + e + ")", e);
    }
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      throw unusable(folder, "cannot be read by this user", null);
    }
    return folder;
  }

  /** What is in it concerns this user alone: hashes of passwords, other people's documents. */
  private static void keepPrivate(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static Refusal unusable(Path folder, String why, @Nullable Exception cause) {
    String message = "the data folder %s %s; choose another with --data".formatted(folder, why);
    return cause == null ? new Refusal(message) : new Refusal(message, cause);
  }

  private static FileChannel locked(Path folder, FileChannel channel) throws IOException {
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException held) {
      lock = null;
    }
    if (lock == null) {
      String holder = holder(channel);
      channel.close();
      throw new Refusal(
          "the data folder %s is in use by process %s; stop that one, or choose another with --data"
              .formatted(folder, holder));
    }
    channel.truncate(0);
    String pid = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    return channel;
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    return pid.matches("[0-9]+") ? pid : "unknown";
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new Refusal("cannot let go of " + path.resolve(LOCK) + " (" + e + ")", e);
    }
  }
}
