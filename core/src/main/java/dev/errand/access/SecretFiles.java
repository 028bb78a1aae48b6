// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.folder.Folders;
import dev.errand.task.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps each secret in a file that has its name and that only its owner may read. Deleting the file
 * makes a new secret at the next start.
 *
 * @param folder made when the first secret is
 */
public record SecretFiles(Path folder) implements Secrets {

  @Override
  public byte[] get(SecretKind kind) {
    Optional<byte[]> kept = find(kind);
    if (kept.isEmpty()) {
      make(kind);
      kept = find(kind);
    }
    return kept.orElseThrow(() -> new StoreException(file(kind) + " was deleted meanwhile"));
  }

  /**
   * The secret, if one is kept.
   *
   * @throws StoreException if the file cannot be read, or holds none
   */
  public Optional<byte[]> find(SecretKind kind) {
    Path file = file(kind);
    try {
      return Optional.of(kind.checked(Files.readAllBytes(file), file.toString()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException("cannot read " + file, e);
    }
  }

  private Path file(SecretKind kind) {
    return folder.resolve(kind.name());
  }

  /** Under another name first: a process that ends in the middle leaves no half secret. */
  private void make(SecretKind kind) {
    try {
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, kind.name() + ".", ".new", ownerOnly());
      try {
        write(unfinished, kind.maker().get());
        place(unfinished, file(kind));
        Folders.sync(folder);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new StoreException("cannot make " + file(kind), e);
    }
  }

  private static void write(Path file, byte[] secret) throws IOException {
    try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.WRITE))) {
      ByteBuffer bytes = ByteBuffer.wrap(secret);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
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
