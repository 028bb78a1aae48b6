// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.access.SecretKind;
import dev.errand.task.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All nodes of a database have the same secrets. */
class PostgresSecretsTest {

  private static final SecretKind KIND =
      new SecretKind(
          "test.secret",
          () -> UUID.randomUUID().toString().getBytes(US_ASCII),
          bytes -> {
            if (bytes.length != 36) {
              throw new IllegalArgumentException("a secret has 36 bytes, not " + bytes.length);
            }
          });

  private final PostgresSettings settings = Database.fresh();

  @TempDir private Path folder;

  private String get(Path... before) {
    return new String(new PostgresSecrets(settings, List.of(before)).get(KIND), US_ASCII);
  }

  @Test
  void theFirstOfThoseMadeAtOnceCountsForAll() {
    List<String> made = IntStream.range(0, 8).parallel().mapToObj(_ -> get()).toList();

    assertThat(made).containsOnly(get());
  }

  @Test
  void oneFromBeforeIsTakenOverIfThereIsNone() throws Exception {
    String before = UUID.randomUUID().toString();
    Files.writeString(folder.resolve(KIND.name()), before);

    assertThat(get(folder.resolve("missing"), folder)).isEqualTo(before);
    Files.writeString(folder.resolve(KIND.name()), UUID.randomUUID().toString());
    assertThat(get(folder)).isEqualTo(before);
  }

  @Test
  void aDamagedOneIsNotTakenOver() throws Exception {
    Files.writeString(folder.resolve(KIND.name()), "half");

    assertThatThrownBy(() -> get(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(folder.resolve(KIND.name()) + " is damaged")
        .hasMessageNotContaining("half");
    assertThat(get()).hasSize(36);
  }
}
