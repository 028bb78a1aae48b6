// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errand.files.AllowedFolders;
import dev.errand.programs.declaration.MistakenDeclarationsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {

  @TempDir private Path folder;

  @Test
  void nothingIsEndedForDeclarationsThatCannotBeUsed() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "name: wrong\n");
    AllowedFolders files = AllowedFolders.of(folder, List.of(folder), List.of());

    assertThatExceptionOfType(MistakenDeclarationsException.class)
        .isThrownBy(() -> Programs.open(Optional.of(wrong), folder.resolve("data"), files));

    assertThat(folder.resolve("data")).doesNotExist();
  }
}
