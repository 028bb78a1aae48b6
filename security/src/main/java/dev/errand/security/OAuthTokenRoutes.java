// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.errand.access.Accounts;
import dev.errand.access.Audit;
import dev.errand.access.TokenSecret;
import dev.errand.access.Tokens;
import dev.errand.access.Tokens.Token;
import dev.errand.http.ApiFragment;
import dev.errand.http.Dialect;
import dev.errand.http.HttpException;
import dev.errand.http.Parameters;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import dev.errand.task.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code POST /ps/oauth/token}: a bearer token for an hour, for the name of an account and its
 * password or a token of its own (OAuth 2.0, client credentials, RFC 6749 section 4.4). An account
 * holds at most {@value #MOST} of these; the next one takes the place of the oldest. They are good
 * for everything but for getting further ones, so that none lives on by renewing itself.
 */
public final class OAuthTokenRoutes implements RouteSet {

  private static final String LABEL = "oauth";
  private static final int MOST = 100;
  private static final Duration LIFE = Duration.ofHours(1);

  private final Accounts accounts;
  private final LogIn logIn;
  private final InstantSource clock;

  private record Issued(
      @JsonProperty("access_token") String token,
      @JsonProperty("token_type") String type,
      @JsonProperty("expires_in") long seconds) {}

  public OAuthTokenRoutes(Accounts accounts, LogIn logIn, InstantSource clock) {
    this.accounts = accounts;
    this.logIn = logIn;
    this.clock = clock;
  }

  @Override
  public Dialect dialect() {
    return OAuthDialect.INSTANCE;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.changing("POST", "/ps/oauth/token", this::token).opened());
  }

  @Override
  public List<ApiFragment> described() {
    return List.of(new ApiFragment(OAuthTokenRoutes.class, "token.json"));
  }

  private Response token(Request request) {
    Parameters form = request.form();
    Optional<String> grant = once(form, "grant_type");
    if (grant.isEmpty()) {
      throw HttpException.badRequest("The form in the body has no parameter grant_type.");
    }
    if (!grant.get().equals("client_credentials")) {
      return OAuthDialect.refusal(
          400, "unsupported_grant_type", "Only client_credentials is supported.", Map.of());
    }
    BasicCredentials client = client(request, form);
    if (isOfOurs(client.password()) || !logIn.succeeds(client, request.remoteAddress())) {
      throw refused();
    }
    return OAuthDialect.json(
        200, new Issued(issue(client.name()), "Bearer", LIFE.toSeconds()), Map.of());
  }

  private BasicCredentials client(Request request, Parameters form) {
    Optional<BasicCredentials> basic =
        request
            .header("Authorization")
            .filter(header -> header.regionMatches(true, 0, "Basic ", 0, 6))
            .flatMap(header -> BasicCredentials.parse(header.substring(6).strip()));
    Optional<String> id = once(form, "client_id");
    Optional<String> secret = once(form, "client_secret");
    if (basic.isPresent() && secret.isPresent()) {
      throw HttpException.badRequest("The client says twice who it is.");
    }
    return basic
        .or(() -> id.flatMap(name -> secret.map(own -> new BasicCredentials(name, own))))
        .orElseThrow(OAuthTokenRoutes::refused);
  }

  private static Optional<String> once(Parameters form, String name) {
    List<String> values = form.values(name);
    if (values.size() > 1) {
      throw HttpException.badRequest("The parameter " + name + " stands there twice.");
    }
    return values.stream().findFirst();
  }

  private boolean isOfOurs(String secret) {
    return logIn.token(secret).filter(token -> token.label().equals(LABEL)).isPresent();
  }

  private String issue(String account) {
    Tokens tokens = accounts.tokens();
    Instant now = clock.instant();
    List<Token> held =
        tokens.of(account).stream()
            .filter(token -> token.label().equals(LABEL) && token.expires().isAfter(now))
            .toList();
    held.stream()
        .limit(Math.max(0, held.size() - MOST + 1))
        .forEach(oldest -> tokens.revoke(account, oldest.id()));
    TokenSecret secret = TokenSecret.fresh();
    tokens.add(
        new Token(UUID.randomUUID().toString(), account, LABEL, now, now.plus(LIFE)),
        secret.sha256());
    Audit.done(Principal.user(account), Audit.Deed.LOG_IN, LABEL);
    return secret.text();
  }

  private static HttpException refused() {
    return new HttpException(
        401,
        "The client is unknown or its secret is wrong.",
        Map.of("WWW-Authenticate", AccountPrincipals.BASIC));
  }
}
