// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.errand.access.Accounts;
import dev.errand.access.Audit;
import dev.errand.access.PasswordHashes;
import dev.errand.http.HttpException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Knows whether somebody is who they say by their password. Safe for all threads. */
final class PasswordLogIn {

  /** Who waits behind so many others is sent away rather than kept. */
  private static final int MOST_COMPARISONS = 64;

  private final Accounts accounts;
  private final PasswordHashes hashes;
  private final RememberedPasswords remembered;
  private final FailedLogIns failed;
  private final FailureCounts counts;
  private final Semaphore room = new Semaphore(MOST_COMPARISONS);
  private final AtomicReference<@Nullable String> nobodysHash = new AtomicReference<>();

  PasswordLogIn(Accounts accounts, PasswordHashes hashes, Ticker ticker, FailureCounts counts) {
    this.accounts = accounts;
    this.hashes = hashes;
    this.remembered = new RememberedPasswords(ticker);
    this.failed = new FailedLogIns(ticker);
    this.counts = counts;
  }

  /**
   * Whether there is such an account with that password. Takes as long where there is none.
   *
   * @param address where the request comes from
   * @throws HttpException 429 after too many failures, 503 if too many others are being checked
   */
  boolean succeeds(BasicCredentials sent, String address) {
    Optional<String> hash = accounts.passwordHash(sent.name());
    if (hash.isEmpty()) {
      attempt(sent, Optional.empty(), address);
      return false;
    }
    return remembered.matches(sent, hash.get(), () -> attempt(sent, hash, address));
  }

  private boolean attempt(BasicCredentials sent, Optional<String> hash, String address) {
    if (!room.tryAcquire()) {
      throw new HttpException(
          503, "Too many callers log in at the moment. Try again.", Map.of("Retry-After", "5"));
    }
    try {
      failed.begin(sent.name(), address).ifPresent(this::tooEarly);
      if (hashes.matches(sent.password(), hash.orElseGet(this::nobodysHash))) {
        failed.succeeded(sent.name(), address);
        return true;
      }
      counts.add(LogInFailure.PASSWORD);
      Audit.logInFailed(
          sent.name(), address, hash.isPresent() ? "wrong password" : "no such account");
      return false;
    } finally {
      room.release();
    }
  }

  private void tooEarly(Duration wait) {
    counts.add(LogInFailure.TOO_SOON);
    throw new HttpException(
        429,
        "Too many log-ins have failed. Try again later.",
        Map.of("Retry-After", Long.toString(wait.plusMillis(999).toSeconds())));
  }

  /** Made when it is first needed, because it takes as long as a comparison. */
  private String nobodysHash() {
    String hash = nobodysHash.get();
    if (hash == null) {
      hash = hashes.hash(UUID.randomUUID().toString());
      nobodysHash.set(hash);
    }
    return hash;
  }
}
