// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.access.SecretFiles;
import dev.errand.access.TokenSecret;
import dev.errand.access.Tokens.Token;
import dev.errand.http.HttpSettings;
import dev.errand.http.Principals;
import dev.errand.security.AccountPrincipals;
import dev.errand.security.EndedSessions;
import dev.errand.security.LogIn;
import dev.errand.security.SessionCookies;
import dev.errand.security.SignedSessions;
import dev.errand.security.SpringPasswordHashes;
import dev.errand.sqlite.SqliteAccounts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * The account that owns the polled tasks, in the data folder of a server.
 *
 * @param bearer a token of its own
 */
record Poller(Path folder, SqliteAccounts accounts, String bearer) implements AutoCloseable {

  static final String NAME = "poller";

  private static final String PASSWORD = "a password of a usual length";

  static Poller in(Path folder) {
    SqliteAccounts accounts = SqliteAccounts.in(folder);
    accounts.add(NAME, new SpringPasswordHashes().hash(PASSWORD), false);
    TokenSecret secret = TokenSecret.fresh();
    Instant now = Instant.now();
    accounts
        .tokens()
        .add(new Token("1", NAME, "bench", now, now.plus(Duration.ofDays(1))), secret.sha256());
    return new Poller(folder, accounts, secret.text());
  }

  /** A header as it goes over the wire. */
  String byPassword() {
    byte[] both = (NAME + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(both) + "\r\n";
  }

  /** A header as it goes over the wire. */
  String byToken() {
    return "Authorization: Bearer " + bearer + "\r\n";
  }

  /** What the standalone server knows its callers by. */
  Principals principals() {
    InstantSource clock = InstantSource.system();
    LogIn logIn = new LogIn(accounts, new SpringPasswordHashes(), clock, System::nanoTime);
    SessionCookies sessions =
        new SessionCookies(
            new SignedSessions(
                accounts,
                new SecretFiles(folder),
                EndedSessions.in(folder, clock),
                Duration.ofHours(1),
                clock),
            HttpSettings.DEFAULTS);
    return new AccountPrincipals(
        accounts, logIn, sessions, Optional.empty(), HttpSettings.DEFAULTS);
  }

  @Override
  public void close() {
    accounts.close();
  }
}
