// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.errand.access.Accounts;
import dev.errand.access.Audit;
import dev.errand.access.PasswordHashes;
import dev.errand.access.TokenSecret;
import dev.errand.access.Tokens.Token;
import dev.errand.http.HttpException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Knows whose a password or a token of our own is. Failures are audited, and too many of them slow
 * down. Safe for all threads.
 */
public final class LogIn {

  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final int MOST_QUIET = 10_000;

  private final Accounts accounts;
  private final PasswordLogIn passwords;
  private final InstantSource clock;
  private final Cache<String, Boolean> audited;
  private final FailureCounts failures = new FailureCounts();

  /**
   * @param nanos a monotonic clock, such as {@link System#nanoTime}
   */
  public LogIn(Accounts accounts, PasswordHashes hashes, InstantSource clock, LongSupplier nanos) {
    this.accounts = accounts;
    this.passwords = new PasswordLogIn(accounts, hashes, nanos::getAsLong, failures);
    this.clock = clock;
    this.audited =
        Caffeine.newBuilder()
            .maximumSize(MOST_QUIET)
            .expireAfterWrite(QUIET)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Whether the name and the password, or a token of that account in its place, belong together.
   *
   * @param address where the request comes from
   * @throws HttpException 429 after too many failures, 503 if too many others are being checked
   */
  boolean succeeds(BasicCredentials sent, String address) {
    boolean byToken =
        token(sent.password()).filter(token -> token.account().equals(sent.name())).isPresent();
    return byToken || passwords.succeeds(sent, address);
  }

  /** The token that somebody sent, if it is one of ours and has not expired. */
  Optional<Token> token(String sent) {
    return TokenSecret.of(sent)
        .flatMap(secret -> accounts.tokens().find(secret.sha256()))
        .filter(token -> clock.instant().isBefore(token.expires()));
  }

  /** How many log-ins have failed for that reason since the start. */
  public long failures(LogInFailure why) {
    return failures.of(why);
  }

  /**
   * Counts something that cost the sender nothing, and audits it: once a minute from one address,
   * so that nobody fills the disk with it.
   */
  void failed(LogInFailure failure, String address, String why) {
    failures.add(failure);
    if (audited.asMap().putIfAbsent(address + ' ' + why, Boolean.TRUE) == null) {
      Audit.logInFailed("unknown", address, why);
    }
  }
}
