// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Makes whoever guesses passwords wait. Failures are counted for fifteen minutes: per account from
 * one address, per address, per account. From the 5th, 20th, 50th on, the next attempt has to wait
 * two seconds, and twice as long after each further failure, up to five minutes. An attempt counts
 * as failed from its beginning until it succeeds, so that many at once gain nothing. Safe for all
 * threads.
 */
final class FailedLogIns {

  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final long FIRST_WAIT_SECONDS = 2;
  private static final long LONGEST_WAIT_SECONDS = 300;
  private static final int MOST = 20_000;
  private static final int MOST_NAME_CHARACTERS = 100;

  private final Ticker ticker;
  private final Kind pairs;
  private final Kind addresses;
  private final Kind accounts;

  private record Kind(int limit, Cache<String, Failures> all) {}

  private static final class Failures {
    int count;
    long waitUntil;
  }

  FailedLogIns(Ticker ticker) {
    this.ticker = ticker;
    pairs = kind(5);
    addresses = kind(20);
    accounts = kind(50);
  }

  private Kind kind(int limit) {
    return new Kind(
        limit,
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(WINDOW)
            .ticker(ticker)
            .executor(Runnable::run)
            .build());
  }

  /**
   * Begins an attempt, unless it is too early for one.
   *
   * @return how long to wait; empty if the attempt has begun, which counts as failed until {@link
   *     #succeeded}
   */
  synchronized Optional<Duration> begin(String account, String address) {
    long now = ticker.read();
    List<Failures> counted =
        List.of(
            failures(pairs, pair(account, address)),
            failures(addresses, network(address)),
            failures(accounts, name(account)));
    List<Kind> kinds = List.of(pairs, addresses, accounts);
    long wait = 0;
    for (int i = 0; i < counted.size(); i++) {
      Failures failures = counted.get(i);
      if (failures.count >= kinds.get(i).limit()) {
        wait = Math.max(wait, failures.waitUntil - now);
      }
    }
    if (wait > 0) {
      return Optional.of(Duration.ofNanos(wait));
    }
    for (int i = 0; i < counted.size(); i++) {
      fail(counted.get(i), kinds.get(i).limit(), now);
    }
    return Optional.empty();
  }

  /** Ends an attempt that was begun. */
  synchronized void succeeded(String account, String address) {
    pairs.all().invalidate(pair(account, address));
    takeBack(failures(addresses, network(address)));
    takeBack(failures(accounts, name(account)));
  }

  /** What was counted at the beginning may have been forgotten meanwhile. */
  private static void takeBack(Failures failures) {
    failures.count = Math.max(0, failures.count - 1);
  }

  private static Failures failures(Kind kind, String key) {
    return kind.all().get(key, unknown -> new Failures());
  }

  private static void fail(Failures failures, int limit, long now) {
    failures.count++;
    int beyond = failures.count - limit;
    if (beyond >= 0) {
      long seconds = FIRST_WAIT_SECONDS << Math.min(beyond, 20);
      failures.waitUntil =
          now + Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT_SECONDS)).toNanos();
    }
  }

  private static String pair(String account, String address) {
    return network(address) + ' ' + name(account);
  }

  private static String name(String account) {
    return account.length() <= MOST_NAME_CHARACTERS
        ? account
        : account.substring(0, MOST_NAME_CHARACTERS);
  }

  /** Whoever has one IPv6 address usually has the 2<sup>64</sup> that begin alike. */
  private static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8))
          : address;
    } catch (IllegalArgumentException notInNumbers) {
      return address;
    }
  }
}
