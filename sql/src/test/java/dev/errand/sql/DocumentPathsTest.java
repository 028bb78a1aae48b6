// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The order of paths, which must be that of the tables. */
class DocumentPathsTest {

  @Test
  void theLaterPathIsTheOneWithTheHigherBytes() {
    assertThat(DocumentPaths.later("f/", "")).isEqualTo("f/");
    assertThat(DocumentPaths.later("f/", "f/a")).isEqualTo("f/a");
    assertThat(DocumentPaths.later("f/", "f")).isEqualTo("f/");
    assertThat(DocumentPaths.later("f/", "f/")).isEqualTo("f/");
    assertThat(DocumentPaths.later("Z", "\u00e9")).isEqualTo("\u00e9");
  }

  /** As characters of Java they come the other way round. */
  @Test
  void aCharacterBeyondTheBasicPlaneIsAfterAllOfTheBasicPlane() {
    String beyond = "\ud83d\ude00";
    assertThat(DocumentPaths.later("\uffe5/", beyond)).isEqualTo(beyond);
    assertThat(DocumentPaths.later(beyond + "/", "\uffe5")).isEqualTo(beyond + "/");
  }
}
