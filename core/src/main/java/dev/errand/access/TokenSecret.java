// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret of a bearer token: {@value #PREFIX} and 32 random bytes in base64url (RFC 4648,
 * section 5) without padding. So much chance needs no slow hash: what is kept of it is its SHA-256.
 * Does not show itself in {@link #toString}. Safe for all threads.
 */
public final class TokenSecret {

  /** What each begins with, so that people and scanners know one that lies about. */
  public static final String PREFIX = "errand_";

  private static final int RANDOM_BYTES = 32;
  private static final Pattern TEXT = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  private TokenSecret(String text) {
    this.text = text;
  }

  /** A new one that nobody can guess. */
  public static TokenSecret fresh() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return new TokenSecret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What a caller sent, if it has the form of one. */
  public static Optional<TokenSecret> of(String sent) {
    return TEXT.matcher(sent).matches() ? Optional.of(new TokenSecret(sent)) : Optional.empty();
  }

  /** The secret itself, to be shown once to whom it belongs. */
  public String text() {
    return text;
  }

  /** The digest of the whole text: 64 lower-case hexadecimal digits. */
  public String sha256() {
    return Sha256.hex(text);
  }

  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
