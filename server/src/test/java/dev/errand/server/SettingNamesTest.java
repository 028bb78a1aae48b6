// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings in the environment. */
class SettingNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERRAND_RETENTION",
        "ERRAND_STORE_PASSWORD_FILE",
        "ERRAND_STOREPASSWORDFILE",
        "ERRAND_HTTP_PUBLIC_URL",
        "ERRAND_HTTP_PUBLICURL",
        "ERRAND_FILES_0",
        "ERRAND_OUTGOING_ALLOW",
        "ERRAND_OPERATIONS_OSMIMPORT_RETENTION",
        "ERRAND_JAVA_HOME",
        "ERRAND_JAVA_OPTS",
        "PATH",
        "ERRANDS"
      })
  void areKnownHoweverTheyAreSpelt(String variable) {
    assertThatCode(() -> SettingNames.requireKnown(List.of(variable))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERRAND_RETENTOIN", "ERRAND_OPERATIONS_OSM_IMPORT_RETENTION"})
  void areRefusedIfNobodyReadsThem(String variable) {
    assertThatThrownBy(() -> SettingNames.requireKnown(List.of("HOME", variable)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("unknown setting " + variable + " in the environment");
  }
}
