// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.access.SecretKind;
import java.security.SecureRandom;

/** The secret that sessions are signed with: random bytes. Deleting it ends all sessions. */
final class SessionKey {

  static final SecretKind KIND =
      new SecretKind("session.key", SessionKey::random, SessionKey::check);

  private static final int BYTES = 32;

  private SessionKey() {}

  private static byte[] random() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  private static void check(byte[] key) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException(
          "a key of sessions has %d bytes, not %d".formatted(BYTES, key.length));
    }
  }
}
