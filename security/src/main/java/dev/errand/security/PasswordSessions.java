// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.access.Account;
import dev.errand.access.Accounts;
import dev.errand.access.Audit;
import dev.errand.http.Request;
import dev.errand.http.Sessions;
import dev.errand.task.Principal;
import java.util.Optional;

/** Sessions of those who have an account, in a cookie or in the path. */
public final class PasswordSessions implements Sessions {

  private final Accounts accounts;
  private final LogIn logIn;
  private final SessionCookies sessions;

  public PasswordSessions(Accounts accounts, LogIn logIn, SessionCookies sessions) {
    this.accounts = accounts;
    this.logIn = logIn;
    this.sessions = sessions;
  }

  @Override
  public Optional<String> begin(String name, String password, Request request) {
    if (!logIn.succeeds(new BasicCredentials(name, password), request.remoteAddress())) {
      return Optional.empty();
    }
    Optional<Account> account = accounts.account(name);
    Optional<String> cookie = account.flatMap(known -> sessions.begin(known, request.base()));
    if (cookie.isPresent()) {
      Audit.done(Principal.user(name), Audit.Deed.LOG_IN, "session");
    }
    return cookie;
  }

  @Override
  public String end(Request request) {
    request
        .pathParameter("jsessionid")
        .map(text -> ";jsessionid=" + text)
        .flatMap(sessions::inPath)
        .ifPresent(sessions::end);
    request.header("Cookie").flatMap(sessions::inCookies).ifPresent(sessions::end);
    return SessionCookies.none(request.base());
  }

  @Override
  public String challenge() {
    return AccountPrincipals.BASIC;
  }
}
