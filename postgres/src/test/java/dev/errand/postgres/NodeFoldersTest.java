// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.StoreException;
import dev.errand.store.Store;
import org.junit.jupiter.api.Test;

/** Nodes whose operations keep files have to see the same ones. */
class NodeFoldersTest {

  private final PostgresSettings settings = Database.fresh();

  @Test
  void aNodeWithAnotherFolderIsRefusedUntilTheOthersAreGone() {
    try (Store first = Tasks.opened(settings.folder("a"), "first")) {
      try (Store same = Tasks.opened(settings.folder("a"), "same");
          Store none = Tasks.opened(settings, "none")) {
        assertThat(same.counts()).isEqualTo(none.counts());
      }
      assertThatThrownBy(() -> Tasks.opened(settings.folder("b"), "second"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("The node first")
          .hasMessageContaining("another folder");
      assertThat(first.counts()).isEmpty();
    }
    try (Store second = Tasks.opened(settings.folder("b"), "second")) {
      assertThat(second.counts()).isEmpty();
    }
  }

  @Test
  void aPasswordInTheUrlIsRefusedAndNotRepeated() {
    for (String url :
        new String[] {
          "jdbc:postgresql://db/errand?ssl=true&password=sesame",
          "jdbc:postgresql://jo:sesame@db/errand"
        }) {
      assertThatThrownBy(() -> PostgresSettings.of(url))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("sesame");
    }
  }
}
