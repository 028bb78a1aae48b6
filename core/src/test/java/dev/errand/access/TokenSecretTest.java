// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSecretTest {

  private static final String KNOWN = "errand_" + "A".repeat(43);

  @Test
  void eachIsNewAndHasTheFormThatIsRecognised() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      TokenSecret secret = TokenSecret.fresh();
      assertThat(secret.text()).matches("errand_[A-Za-z0-9_-]{43}");
      assertThat(TokenSecret.of(secret.text()).map(TokenSecret::sha256)).contains(secret.sha256());
      assertThat(seen.add(secret.text())).isTrue();
    }
  }

  @Test
  void theDigestIsTheSha256OfTheWholeText() {
    // printf 'errand_AAA…' | sha256sum
    assertThat(TokenSecret.of(KNOWN).orElseThrow().sha256())
        .isEqualTo("51255f5b47329c5f61331800acc3107d2336c6224d828f5b13f4d16c258e8d94");
  }

  @Test
  void itDoesNotShowItself() {
    TokenSecret secret = TokenSecret.fresh();
    assertThat(secret.toString()).doesNotContain(secret.text().substring(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "errand_",
        "errand_AAAA",
        "Errand_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAA"
      })
  void anythingElseIsNone(String sent) {
    assertThat(TokenSecret.of(sent)).isEmpty();
  }
}
