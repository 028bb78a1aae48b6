// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.callback.SecretFile;
import org.junit.jupiter.api.Test;

class CallbackSecretCommandTest extends AccountCommandTest {

  @Test
  void printsTheSecretOfTheFolder() {
    String printed = done("callback-secret", "--debug");
    assertThat(printed).startsWith("whsec_").endsWith("\n");
    assertThat(done("callback-secret", "--debug")).isEqualTo(printed);
    assertThat(SecretFile.in(folder).text()).isEqualTo(printed.strip());
  }
}
