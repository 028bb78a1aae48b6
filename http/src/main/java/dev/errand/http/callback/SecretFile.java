// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.callback;

import dev.errand.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Keeps the secret that deliveries are signed with in the file {@value #FILE} of the data folder,
 * which only its owner may read. Deleting the file makes a new secret at the next start.
 */
public final class SecretFile {

  /** The name of the file. */
  public static final String FILE = "callback.secret";

  private SecretFile() {}

  /**
   * The secret of a data folder, made if it has none. Two processes that make it at once get the
   * same one.
   *
   * @throws StoreException if the file cannot be read or made, or holds no secret
   */
  public static CallbackSecret in(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        make(folder, file);
      }
      return CallbackSecret.parse(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new StoreException("cannot read or make " + file, e);
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          "%s is damaged (%s); put the right one there, or delete it for a new one"
              .formatted(file, e.getMessage()));
    }
  }

  /** Under another name first: a process that ends in the middle leaves no half secret. */
  private static void make(Path folder, Path file) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = Files.createTempFile(folder, FILE + ".", ".new", ownerOnly());
    try {
      try (FileChannel channel = FileChannel.open(unfinished, Set.of(StandardOpenOption.WRITE))) {
        ByteBuffer bytes = StandardCharsets.US_ASCII.encode(CallbackSecret.random().text() + "\n");
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      place(unfinished, file);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** A link, because unlike a move it fails if somebody else was faster. */
  private static void place(Path unfinished, Path file) throws IOException {
    try {
      Files.createLink(file, unfinished);
    } catch (UnsupportedOperationException e) {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException faster) {
      // Theirs is as good.
      return;
    }
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
