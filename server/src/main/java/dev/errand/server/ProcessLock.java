// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

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
 * Holds a folder for this process alone, or together with others that hold it together: by a lock
 * of the operating system on the file {@value #FILE}, which goes with the process, however that
 * ends.
 */
final class ProcessLock implements AutoCloseable {

  static final String FILE = "process.lock";

  /** Far behind the text, because on some systems a locked range cannot be read by others. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final String TOGETHER = "shared";

  private final Path file;
  private final FileChannel channel;

  private ProcessLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes a folder for this process alone.
   *
   * @throws Refusal if another process holds it
   * @throws IOException if the file cannot be written
   */
  static ProcessLock alone(Path folder, FolderUse use) throws IOException {
    return take(folder, use, false);
  }

  /**
   * Takes a folder together with others.
   *
   * @throws Refusal if a process holds it alone
   * @throws IOException if the file cannot be written
   */
  static ProcessLock together(Path folder, FolderUse use) throws IOException {
    return take(folder, use, true);
  }

  private static ProcessLock take(Path folder, FolderUse use, boolean shared) throws IOException {
    Path file = folder.resolve(FILE);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (!isLocked(channel, shared)) {
        throw use.inUse(folder, holder(channel));
      }
      say(channel, shared ? TOGETHER : Long.toString(ProcessHandle.current().pid()));
      return new ProcessLock(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isLocked(FileChannel channel, boolean shared) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock(LOCKED_BYTE, 1, shared);
      return lock != null;
    } catch (OverlappingFileLockException held) {
      return false;
    }
  }

  private static void say(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII));
    channel.truncate(0);
    channel.write(bytes, 0);
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    if (text.equals(TOGETHER)) {
      return "servers that share it (--shared)";
    }
    return "process " + (text.matches("[0-9]+") ? text : "unknown");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new Refusal("cannot let go of " + file + " (" + e + ")", e);
    }
  }
}
