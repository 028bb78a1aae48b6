// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {

  @ParameterizedTest
  @CsvSource({
    "https://user:pw@example.org/x, https://***@example.org/x",
    "jdbc:postgresql://jo@db/x?a=b, jdbc:postgresql://***@db/x?a=b",
    "https://example.org/a@b, https://example.org/a@b",
    "mail jo@example.org, mail jo@example.org",
    "key hunter2 used, key *** used",
    "nothing to hide, nothing to hide",
  })
  void masksSecretsAndUserInfo(String text, String shown) {
    assertThat(new Redactor(List.of("hunter2")).clean(text)).isEqualTo(shown);
  }
}
