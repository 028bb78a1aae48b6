// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/**
 * The tokens as one principal may change them: an administrator everybody's, a user their own.
 * Changes and refusals are {@linkplain Audit audited}. Safe for all threads.
 */
public final class GuardedTokens {

  /** How long a token is valid unless something else is asked for. */
  public static final Duration USUAL_VALIDITY = Duration.ofDays(90);

  private static final Duration LONGEST_VALIDITY = Duration.ofDays(3_650);
  private static final int MOST_LABEL_CHARACTERS = 200;
  private static final int MOST_PER_ACCOUNT = 100;
  private static final int ID_BYTES = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Accounts accounts;
  private final InstantSource clock;
  private final Doorkeeper door;

  GuardedTokens(Accounts accounts, InstantSource clock, Doorkeeper door) {
    this.accounts = accounts;
    this.clock = clock;
    this.door = door;
  }

  /**
   * Makes a token for an account.
   *
   * @param label what it is for; may be empty
   * @param validity from a day to ten years
   * @throws ForbiddenException if it is somebody else's account
   * @throws UnknownAccountException if there is none
   * @throws InvalidCredentialException if the label is too long or the validity not as said
   * @throws AccountRuleException if the account has too many
   */
  public NewToken add(String account, String label, Duration validity) {
    String name = door.requireSelf(account, "token of " + account);
    if (label.length() > MOST_LABEL_CHARACTERS || label.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidCredentialException(
          "The label of a token is one line of at most " + MOST_LABEL_CHARACTERS + " characters.");
    }
    if (validity.compareTo(Duration.ofDays(1)) < 0 || validity.compareTo(LONGEST_VALIDITY) > 0) {
      throw new InvalidCredentialException(
          "A token is valid for 1 to " + LONGEST_VALIDITY.toDays() + " days.");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    requireRoom(name, now);
    TokenSecret secret = TokenSecret.fresh();
    Tokens.Token token = new Tokens.Token(id(), name, label, now, now.plus(validity));
    accounts.tokens().add(token, secret.sha256());
    door.done("token " + token.id() + " of " + name + " added");
    return new NewToken(token, secret);
  }

  /**
   * The tokens of an account, oldest first, expired ones left out.
   *
   * @throws ForbiddenException if it is somebody else's account
   * @throws UnknownAccountException if there is none
   */
  public List<Tokens.Token> of(String account) {
    return valid(door.requireSelf(account, "tokens of " + account), clock.instant());
  }

  /**
   * Forgets a token; false if the account has none with that id.
   *
   * @throws ForbiddenException if it is somebody else's account
   * @throws UnknownAccountException if there is none
   */
  public boolean revoke(String account, String id) {
    String name = door.requireSelf(account, "token of " + account);
    boolean revoked = accounts.tokens().revoke(name, id);
    if (revoked) {
      door.done("token " + id + " of " + name + " revoked");
    }
    return revoked;
  }

  private List<Tokens.Token> valid(String account, Instant now) {
    return accounts.tokens().of(account).stream()
        .filter(token -> token.expires().isAfter(now))
        .toList();
  }

  private void requireRoom(String account, Instant now) {
    if (valid(account, now).size() >= MOST_PER_ACCOUNT) {
      throw new AccountRuleException(
          account + " has " + MOST_PER_ACCOUNT + " tokens, which is the most; revoke one first.");
    }
  }

  /** Unique among the few of one account. */
  private static String id() {
    byte[] bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
