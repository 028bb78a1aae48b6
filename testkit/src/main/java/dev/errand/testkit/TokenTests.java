// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.access.Accounts;
import dev.errand.access.TokenSecret;
import dev.errand.access.Tokens.Token;
import dev.errand.access.UnknownAccountException;
import dev.errand.task.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class TokenTests extends AccountsTests {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Duration DAY = Duration.ofDays(1);

  TokenTests(Supplier<Accounts> medium) {
    super(medium);
  }

  @BeforeEach
  void addAccounts() {
    accounts.add("ann", HASH, false);
    accounts.add("ben", HASH, false);
  }

  private static Token token(String account, String id, Instant created) {
    return new Token(id, account, "for " + id, created, created.plus(DAY));
  }

  private String add(Token token) {
    String digest = TokenSecret.fresh().sha256();
    accounts.tokens().add(token, digest);
    return digest;
  }

  @Test
  void aTokenIsFoundByItsDigest() {
    Token token = token("ann", "1", START);
    String digest = add(token);
    add(token("ben", "1", START));

    assertThat(accounts.tokens().find(digest)).contains(token);
    assertThat(accounts.tokens().find(TokenSecret.fresh().sha256())).isEmpty();
    assertThat(accounts.tokens().find("")).isEmpty();
    assertThat(accounts.tokens().find("x".repeat(100_000))).isEmpty();
  }

  @Test
  void whatIsNoDigestIsNotKept() {
    Token token = token("ann", "1", START);

    assertThatThrownBy(() -> accounts.tokens().add(token, TokenSecret.fresh().text()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(accounts.tokens().of("ann")).isEmpty();
  }

  @Test
  void aDigestAskedForBeforeItIsKeptIsFoundAfterwards() {
    String digest = TokenSecret.fresh().sha256();
    assertThat(accounts.tokens().find(digest)).isEmpty();

    accounts.tokens().add(token("ann", "1", START), digest);

    assertThat(accounts.tokens().find(digest)).isPresent();
  }

  @Test
  void theTokensOfAnAccountAreListedOldestFirst() {
    Token second = token("ann", "a", START.plusSeconds(1));
    Token first = token("ann", "b", START);
    add(second);
    add(first);
    add(token("ben", "c", START));

    assertThat(accounts.tokens().of("ann")).containsExactly(first, second);
    assertThat(accounts.tokens().of("nobody")).isEmpty();
  }

  @Test
  void onlyTheOwnTokenIsRevoked() {
    String annsDigest = add(token("ann", "1", START));
    String bensDigest = add(token("ben", "2", START));
    assertThat(accounts.tokens().find(annsDigest)).isPresent();

    assertThat(accounts.tokens().revoke("ann", "2")).isFalse();
    assertThat(accounts.tokens().revoke("nobody", "1")).isFalse();
    assertThat(accounts.tokens().revoke("ann", "1")).isTrue();

    assertThat(accounts.tokens().revoke("ann", "1")).isFalse();
    assertThat(accounts.tokens().find(annsDigest)).isEmpty();
    assertThat(accounts.tokens().find(bensDigest)).isPresent();
  }

  @Test
  void accountsMayHaveTokensOfOneId() {
    String annsDigest = add(token("ann", "1", START));
    String bensDigest = add(token("ben", "1", START));

    assertThat(accounts.tokens().revoke("ben", "1")).isTrue();

    assertThat(accounts.tokens().find(annsDigest)).isPresent();
    assertThat(accounts.tokens().find(bensDigest)).isEmpty();
    assertThatThrownBy(() -> add(token("ann", "1", START))).isInstanceOf(StoreException.class);
    assertThat(accounts.tokens().of("ann")).hasSize(1);
  }

  @Test
  void expiredTokensAreForgottenWhenOneIsAdded() {
    String expiring = add(token("ann", "1", START));
    String lasting = add(token("ben", "2", START.plusMillis(1)));
    assertThat(accounts.tokens().find(expiring)).as("expired or not").isPresent();

    add(token("ben", "3", START.plus(DAY)));

    assertThat(accounts.tokens().find(expiring)).isEmpty();
    assertThat(accounts.tokens().of("ann")).isEmpty();
    assertThat(accounts.tokens().find(lasting)).isPresent();
  }

  @Test
  void tokensGoWithTheirAccount() {
    String digest = add(token("ann", "1", START));
    assertThat(accounts.tokens().find(digest)).isPresent();

    accounts.remove("ann");
    accounts.add("ann", HASH, false);

    assertThat(accounts.tokens().find(digest)).isEmpty();
    assertThat(accounts.tokens().of("ann")).isEmpty();
  }

  @Test
  void nobodysTokenIsNotKept() {
    Token token = token("nobody", "1", START);

    assertThatThrownBy(() -> add(token)).isInstanceOf(UnknownAccountException.class);
    accounts.add("nobody", HASH, false);
    assertThat(accounts.tokens().of("nobody")).isEmpty();
  }
}
