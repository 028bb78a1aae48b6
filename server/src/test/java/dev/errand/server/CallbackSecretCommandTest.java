// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.SecretFiles;
import dev.errand.ogc.callback.CallbackSecret;
import org.junit.jupiter.api.Test;

class CallbackSecretCommandTest extends AccountCommandTest {

  @Test
  void printsTheSecretOfTheFolder() {
    String printed = done("callback-secret", "--debug");
    assertThat(printed).startsWith("whsec_").endsWith("\n");
    assertThat(done("callback-secret", "--debug")).isEqualTo(printed);
    assertThat(CallbackSecret.in(new SecretFiles(folder)).text()).isEqualTo(printed.strip());
  }
}
