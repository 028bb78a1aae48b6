// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.access.Account;
import dev.errand.access.Accounts;
import dev.errand.access.Secrets;
import dev.errand.access.SessionEndings;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Sessions that the server need not remember: each is a text that says whose it is and since when,
 * signed with the server's {@linkplain SessionKey key} and bound to the account's password, so that
 * it ends with the password. It also ends when its time is over, when the account is removed, and
 * when it is {@linkplain #end ended}. Safe for all threads.
 */
public final class SignedSessions {

  private static final byte VERSION = 1;
  private static final int ID_BYTES = 16;
  private static final int CONTENT_BYTES = 1 + Long.BYTES + Long.BYTES + ID_BYTES;

  /** How far the clock may have been set back since a session began. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private final Accounts accounts;
  private final Duration life;
  private final InstantSource clock;
  private final Hmac hmac;
  private final SessionEndings ended;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param secrets where the key is kept
   * @param ended those that have ended
   * @param life how long a session lasts
   * @throws dev.errand.task.StoreException if the key cannot be read or made
   */
  public SignedSessions(
      Accounts accounts,
      Secrets secrets,
      SessionEndings ended,
      Duration life,
      InstantSource clock) {
    this.accounts = accounts;
    this.life = life;
    this.clock = clock;
    this.hmac = new Hmac(secrets.get(SessionKey.KIND));
    this.ended = ended;
  }

  /** A new session: letters, digits, {@code -} and {@code _}. Empty if the account is gone. */
  Optional<String> begin(Account account) {
    return accounts.passwordHash(account.name()).map(hash -> text(account, hash));
  }

  private String text(Account account, String passwordHash) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    byte[] content =
        ByteBuffer.allocate(CONTENT_BYTES)
            .put(VERSION)
            .putLong(account.id())
            .putLong(clock.instant().getEpochSecond())
            .put(id)
            .array();
    byte[] whole =
        ByteBuffer.allocate(CONTENT_BYTES + Hmac.BYTES)
            .put(content)
            .put(hmac.of(content, Hmac.utf8(passwordHash)))
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /** The session that the text stands for, if it is one and has not ended. */
  Optional<Session> find(String text) {
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException garbage) {
      return Optional.empty();
    }
    if (whole.length != CONTENT_BYTES + Hmac.BYTES || whole[0] != VERSION) {
      return Optional.empty();
    }
    ByteBuffer content = ByteBuffer.wrap(whole, 1, CONTENT_BYTES - 1);
    Optional<Account> account = accounts.account(content.getLong());
    long begun = content.getLong();
    byte[] id = new byte[ID_BYTES];
    content.get(id);
    return account
        .filter(found -> isSigned(whole, found))
        .map(found ->
            new Session(
                HexFormat.of().formatHex(id), found, Instant.ofEpochSecond(begun).plus(life)))
        .filter(this::goesOn);
  }

  private boolean isSigned(byte[] whole, Account account) {
    byte[] content = Arrays.copyOf(whole, CONTENT_BYTES);
    byte[] signature = Arrays.copyOfRange(whole, CONTENT_BYTES, whole.length);
    return accounts
        .passwordHash(account.name())
        .map(hash -> MessageDigest.isEqual(signature, hmac.of(content, Hmac.utf8(hash))))
        .orElse(false);
  }

  private boolean goesOn(Session session) {
    Instant now = clock.instant();
    return now.isBefore(session.expires())
        && !session.expires().minus(life).isAfter(now.plus(TOLERANCE))
        && !ended.contains(session.id());
  }

  /**
   * Ends a session for good.
   *
   * @throws dev.errand.task.StoreException if that cannot be written down
   */
  void end(Session session) {
    ended.add(session.id(), session.expires());
  }

  Duration life() {
    return life;
  }
}
