// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.access.Account;
import dev.errand.access.Accounts;
import dev.errand.access.Tokens.Token;
import dev.errand.http.Caller;
import dev.errand.http.HttpException;
import dev.errand.http.HttpSettings;
import dev.errand.http.Principals;
import dev.errand.http.RemoteAddress;
import dev.errand.task.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;

/**
 * Knows callers by the accounts that Errand keeps. Looks at, in this order: {@code Authorization}
 * (Bearer: a token of ours, or one of the issuer's; Basic: name and password), a session in the
 * path, a session in a cookie. What a query holds proves nothing and is not read.
 *
 * <p>While there is neither an account nor an issuer, everybody on this machine is {@link
 * Principal#LOCAL}, and nobody else is answered.
 */
public final class AccountPrincipals implements Principals {

  static final String BASIC = "Basic realm=\"Errand\", charset=\"UTF-8\"";
  private static final String BEARER = "Bearer realm=\"Errand\", error=\"invalid_token\"";
  private static final Caller LOCAL = new Caller(Principal.LOCAL, Caller.Proof.NONE);

  private final Accounts accounts;
  private final LogIn logIn;
  private final SessionCookies sessions;
  private final Optional<IssuedTokens> issued;
  private final boolean trustForwarded;

  /**
   * @param issued the tokens of an OIDC issuer, if there is one
   */
  public AccountPrincipals(
      Accounts accounts,
      LogIn logIn,
      SessionCookies sessions,
      Optional<IssuedTokens> issued,
      HttpSettings settings) {
    this.accounts = accounts;
    this.logIn = logIn;
    this.sessions = sessions;
    this.issued = issued;
    this.trustForwarded = settings.trustForwarded();
  }

  @Override
  public boolean isOpen() {
    return issued.isEmpty() && !accounts.hasAccounts();
  }

  @Override
  public String challenge() {
    return BASIC;
  }

  @Override
  public Caller of(HttpServletRequest request) {
    if (isOpen()) {
      return local(request);
    }
    Enumeration<String> headers = request.getHeaders("Authorization");
    if (headers.hasMoreElements()) {
      String header = headers.nextElement();
      if (headers.hasMoreElements()) {
        throw refused("There is more than one Authorization header.", BASIC);
      }
      return authorized(header, request);
    }
    return sessions
        .inPath(request.getRequestURI())
        .map(session -> known(session.account().name(), Caller.Proof.GIVEN))
        .or(() ->
            sessions
                .inCookies(request)
                .map(session -> known(session.account().name(), Caller.Proof.COOKIE)))
        .orElse(Caller.ANONYMOUS);
  }

  private Caller local(HttpServletRequest request) {
    if (!RemoteAddress.isLoopback(address(request))) {
      throw new HttpException(
          403, "This server has no account yet, so it answers only callers on its own machine.");
    }
    return LOCAL;
  }

  private Caller authorized(String header, HttpServletRequest request) {
    int space = header.indexOf(' ');
    String scheme = space < 0 ? header : header.substring(0, space);
    String rest = space < 0 ? "" : header.substring(space + 1).strip();
    if (scheme.equalsIgnoreCase("Bearer")) {
      return byToken(rest, request);
    }
    if (scheme.equalsIgnoreCase("Basic")) {
      return byPassword(rest, request);
    }
    throw refused("Log in by Basic or by a Bearer token; no other scheme is known here.", BASIC);
  }

  private Caller byToken(String sent, HttpServletRequest request) {
    Optional<Principal> principal =
        logIn.token(sent).map(Token::account).flatMap(accounts::principal);
    if (principal.isEmpty() && issued.isPresent()) {
      principal = issued.get().principal(sent);
    }
    if (principal.isEmpty()) {
      logIn.failed(LogInFailure.TOKEN, address(request), "invalid token");
      throw refused("The bearer token is unknown, was revoked or has expired.", BEARER);
    }
    return new Caller(principal.get(), Caller.Proof.GIVEN);
  }

  private Caller byPassword(String sent, HttpServletRequest request) {
    Optional<BasicCredentials> credentials = BasicCredentials.parse(sent);
    if (credentials.isEmpty()) {
      logIn.failed(LogInFailure.PASSWORD, address(request), "malformed header");
      throw refused("The Authorization header is no base64 of name:password in UTF-8.", BASIC);
    }
    if (!logIn.succeeds(credentials.get(), address(request))) {
      throw refused("The name or the password is wrong.", BASIC);
    }
    Caller caller = known(credentials.get().name(), Caller.Proof.GIVEN);
    return takesSession(request)
        ? new Caller(caller.principal(), caller.proof(), session(caller.principal(), request))
        : caller;
  }

  /** PageSeeder's clients log in by Basic once and take their session from whatever is answered. */
  private boolean takesSession(HttpServletRequest request) {
    String info = request.getPathInfo();
    String path = info == null ? request.getServletPath() : info;
    return path.startsWith("/ps/")
        && sessions.inPath(request.getRequestURI()).isEmpty()
        && sessions.inCookies(request).isEmpty();
  }

  private Map<String, String> session(Principal principal, HttpServletRequest request) {
    Optional<Account> account = principal.name().flatMap(accounts::account);
    return account
        .flatMap(whose -> sessions.begin(whose, request))
        .map(cookie -> Map.of("Set-Cookie", cookie))
        .orElse(Map.of());
  }

  /** An account may be removed between two looks. */
  private Caller known(String account, Caller.Proof proof) {
    return accounts
        .principal(account)
        .map(principal -> new Caller(principal, proof))
        .orElseThrow(() -> refused("The name or the password is wrong.", BASIC));
  }

  private String address(HttpServletRequest request) {
    return RemoteAddress.of(request, trustForwarded);
  }

  private static HttpException refused(String message, String challenge) {
    return new HttpException(401, message, Map.of("WWW-Authenticate", challenge));
  }
}
