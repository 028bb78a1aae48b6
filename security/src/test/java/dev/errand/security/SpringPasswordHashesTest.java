// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpringPasswordHashesTest {

  /** The password {@code correct horse}, by another program. */
  private static final String BCRYPT =
      "$2a$06$abcdefghijklmnopqrstuud/5IuQmqhVO0kfNEbHJM.fJkPiliBzC";

  private final SpringPasswordHashes hashes = new SpringPasswordHashes();

  @Test
  void makesArgon2ThatMatchesThePasswordAndNoOther() {
    String hash = hashes.hash("pässword");

    assertThat(hash).startsWith("{argon2@SpringSecurity_v5_8}$argon2id$v=19$m=16384,t=2,p=1$");
    assertThat(hashes.matches("pässword", hash)).isTrue();
    assertThat(hashes.matches("passwort", hash)).isFalse();
    assertThat(hashes.hash("pässword")).as("another salt").isNotEqualTo(hash);
  }

  @Test
  void readsBcryptWithAndWithoutItsName() {
    assertThat(hashes.matches("correct horse", BCRYPT)).isTrue();
    assertThat(hashes.matches("correct horse", "{bcrypt}" + BCRYPT)).isTrue();
    assertThat(hashes.matches("correct house", "{bcrypt}" + BCRYPT)).isFalse();
  }

  @Test
  void takesNoPasswordThatBcryptWouldCut() {
    String all = "x".repeat(72);
    String hash = "$2a$06$abcdefghijklmnopqrstuueHLWckpI7Ut91D6aWthlKy4VKsT9yUG";

    assertThat(hashes.matches(all, hash)).isTrue();
    assertThat(hashes.matches(all + "y", hash)).isFalse();
    assertThat(hashes.matches("ä".repeat(37), hash)).isFalse();
  }

  @Test
  void takesPasswordsOfUpToAThousandCharacters() {
    String longest = "p".repeat(1_000);
    String hash = hashes.hash(longest);

    assertThat(hashes.matches(longest, hash)).isTrue();
    assertThat(hashes.matches(longest + "p", hash)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> hashes.hash(longest + "p"));
    assertThatIllegalArgumentException().isThrownBy(() -> hashes.hash(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "{noop}secret",
        "{bcrypt}",
        "{bcrypt}$2a$10$short",
        "{argon2@SpringSecurity_v5_8}",
        "{argon2@SpringSecurity_v5_8}$argon2id$nonsense"
      })
  void letsNobodyInByAHashItCannotRead(String hash) {
    assertThat(hashes.matches("secret", hash)).isFalse();
  }
}
