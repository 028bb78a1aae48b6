// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies in pieces, of files that do not hold still. */
class CancellableCopyTest {

  private static final long LARGE = 40L << 20;

  @TempDir private Path folder;

  private Path large() throws IOException {
    Path file = folder.resolve("large");
    resize(file, LARGE);
    return file;
  }

  private static void resize(Path file, long size) {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void copiesAll() throws IOException {
    Path file = large();
    Files.writeString(file, "start");
    resize(file, LARGE);
    Path copy = folder.resolve("copy");
    assertThat(CancellableCopy.copy(file, copy, () -> false)).isTrue();
    assertThat(Files.mismatch(file, copy)).isEqualTo(-1);
  }

  @Test
  @Timeout(60)
  void aFileThatBecomesShorterEndsTheCopy() throws IOException {
    Path file = large();
    assertThatThrownBy(() ->
            CancellableCopy.copy(
                file,
                folder.resolve("copy"),
                () -> {
                  resize(file, 10);
                  return false;
                }))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("shorter");
  }
}
