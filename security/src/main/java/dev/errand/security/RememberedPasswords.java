// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for five minutes which passwords were right, so that a caller who sends one with each
 * request does not have it hashed each time. What is kept cannot be turned into passwords: a code
 * under a key that dies with the process. It counts only as long as the account's hash is the one
 * that the password was compared with. Safe for all threads.
 */
final class RememberedPasswords {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int MOST = 10_000;

  /** No hash. */
  private static final String NOTHING = "";

  private final Hmac hmac;
  private final AsyncCache<Code, String> hashes;

  /** The code of a name with a password, compared by what it holds. */
  private static final class Code {
    private final byte[] bytes;

    Code(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Code code && Arrays.equals(bytes, code.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  RememberedPasswords(Ticker ticker) {
    byte[] key = new byte[Hmac.BYTES];
    new SecureRandom().nextBytes(key);
    hmac = new Hmac(key);
    hashes =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(LIFE)
            .ticker(ticker)
            .executor(Runnable::run)
            .buildAsync();
  }

  /**
   * Whether the password is right. Of several callers who send the same at once, one compares and
   * the others wait for what comes of it.
   *
   * @param hash the one of the account at the moment
   * @param comparison compares, which takes long; may throw
   */
  boolean matches(BasicCredentials sent, String hash, BooleanSupplier comparison) {
    Code code = new Code(hmac.of(Hmac.utf8(sent.name()), Hmac.utf8(sent.password())));
    CompletableFuture<String> before = hashes.getIfPresent(code);
    if (before != null && before.isDone() && before.join().equals(hash)) {
      return true;
    }
    while (true) {
      CompletableFuture<String> mine = new CompletableFuture<>();
      CompletableFuture<String> known = hashes.asMap().putIfAbsent(code, mine);
      if (known == null) {
        return compare(code, mine, hash, comparison);
      }
      if (known.join().equals(hash)) {
        return true;
      }
      // The password was changed, or somebody else's comparison came to nothing.
      hashes.asMap().remove(code, known);
    }
  }

  private boolean compare(
      Code code, CompletableFuture<String> mine, String hash, BooleanSupplier comparison) {
    boolean right = false;
    try {
      right = comparison.getAsBoolean();
      return right;
    } finally {
      if (!right) {
        hashes.asMap().remove(code, mine);
      }
      mine.complete(right ? hash : NOTHING);
    }
  }
}
