// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.access.PasswordHashes;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Spring Security's encoders, with the algorithm in braces before the hash as its
 * DelegatingPasswordEncoder writes it. Makes argon2 (16 MiB, two passes); also reads bcrypt, with
 * or without {@code {bcrypt}}. A hash of another kind matches nothing. Safe for all threads.
 */
public final class SpringPasswordHashes implements PasswordHashes {

  /** Longer passwords are not taken and match nothing. */
  public static final int MOST_CHARACTERS = 1_000;

  private static final String ARGON2 = "{argon2@SpringSecurity_v5_8}";
  private static final String BCRYPT = "{bcrypt}";

  /** All that bcrypt looks at: of two longer passwords that begin alike, either would do. */
  private static final int MOST_BCRYPT_BYTES = 72;

  private final PasswordEncoder argon2 = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
  private final PasswordEncoder bcrypt = new BCryptPasswordEncoder();

  /**
   * Each hashing needs memory and a processor, so a few at a time; one processor stays free for
   * requests, because a virtual thread that computes does not make room for others.
   */
  private final Semaphore turns =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));

  /**
   * @throws IllegalArgumentException if the password is empty or longer than {@link
   *     #MOST_CHARACTERS}
   */
  @Override
  public String hash(CharSequence password) {
    if (password.isEmpty() || password.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "A password has 1 to %,d characters.".formatted(MOST_CHARACTERS));
    }
    turns.acquireUninterruptibly();
    try {
      return ARGON2 + argon2.encode(password);
    } finally {
      turns.release();
    }
  }

  @Override
  public boolean matches(CharSequence password, String hash) {
    if (password.isEmpty() || password.length() > MOST_CHARACTERS) {
      return false;
    }
    if (hash.startsWith(ARGON2)) {
      return matches(argon2, password, hash.substring(ARGON2.length()));
    }
    String bare = hash.startsWith(BCRYPT) ? hash.substring(BCRYPT.length()) : hash;
    return bare.startsWith("$2")
        && password.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_BCRYPT_BYTES
        && matches(bcrypt, password, bare);
  }

  private boolean matches(PasswordEncoder encoder, CharSequence password, String hash) {
    turns.acquireUninterruptibly();
    try {
      return encoder.matches(password, hash);
    } finally {
      turns.release();
    }
  }
}
