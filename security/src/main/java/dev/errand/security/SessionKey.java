// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/**
 * The secret that sessions are signed with: 32 random bytes in the file {@value #FILE} of the data
 * folder, which only its owner may read. Deleting the file ends all sessions.
 */
final class SessionKey {

  static final String FILE = "session.key";

  private static final int BYTES = 32;

  private SessionKey() {}

  /**
   * The key of a data folder, made if it has none. Not for two processes at once.
   *
   * @throws StoreException if the file cannot be read or made, or is no key
   */
  static byte[] in(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        make(folder, file);
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length != BYTES) {
        throw new StoreException(
            "%s is damaged: it has %d bytes and not %d; delete it, which ends all sessions"
                .formatted(file, key.length, BYTES));
      }
      return key;
    } catch (IOException e) {
      throw new StoreException("cannot read or make " + file, e);
    }
  }

  /** Under another name first: a process that ends in the middle leaves no half key. */
  private static void make(Path folder, Path file) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = folder.resolve(FILE + ".new");
    Files.deleteIfExists(unfinished);
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly())) {
      ByteBuffer bytes = ByteBuffer.wrap(key);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
