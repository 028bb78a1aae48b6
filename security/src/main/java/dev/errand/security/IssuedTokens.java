// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import dev.errand.access.Directory;
import dev.errand.http.HttpException;
import dev.errand.task.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Tokens of an OpenID Connect issuer (JWT, RFC 7519), checked by Spring Security's decoder: signed
 * by one of the issuer's public keys, for us, not expired. Safe for all threads.
 */
public final class IssuedTokens {

  private static final Logger LOG = LoggerFactory.getLogger(IssuedTokens.class);
  private static final long KEYS_LIFE = Duration.ofMinutes(15).toMillis();
  private static final long KEYS_PATIENCE = Duration.ofSeconds(10).toMillis();
  private static final long KEYS_PAUSE = Duration.ofSeconds(10).toMillis();
  private static final long KEYS_OUTAGE = Duration.ofHours(4).toMillis();
  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final long WARNING_PAUSE = Duration.ofMinutes(1).toNanos();
  private static final int MOST_NAME_CHARACTERS = 200;

  private final Directory directory;
  private final OidcSettings settings;
  private final NimbusJwtDecoder decoder;
  private final AtomicLong warned = new AtomicLong(System.nanoTime() - WARNING_PAUSE);

  public IssuedTokens(Directory directory, OidcSettings settings, Clock clock) {
    this.directory = directory;
    this.settings = settings;
    this.decoder =
        NimbusJwtDecoder.withJwkSource(keys(settings))
            .jwsAlgorithms(all -> all.addAll(Arrays.asList(SignatureAlgorithm.values())))
            .build();
    this.decoder.setJwtValidator(validator(settings, clock));
  }

  /** Fetched when first needed, then kept; asked anew for an unknown key, but not all the time. */
  private static JWKSource<SecurityContext> keys(OidcSettings settings) {
    return JWKSourceBuilder.create(new IssuerKeys(settings))
        .cache(KEYS_LIFE, KEYS_PATIENCE)
        .refreshAheadCache(false)
        .rateLimited(KEYS_PAUSE)
        .outageTolerant(KEYS_OUTAGE)
        .build();
  }

  private static OAuth2TokenValidator<Jwt> validator(OidcSettings settings, Clock clock) {
    JwtTimestampValidator times = new JwtTimestampValidator(SKEW);
    times.setClock(clock);
    times.setAllowEmptyExpiryClaim(false);
    List<OAuth2TokenValidator<Jwt>> all = new ArrayList<>();
    all.add(times);
    all.add(new JwtIssuerValidator(settings.issuer().toString()));
    settings
        .audience()
        .ifPresent(wanted ->
            all.add(
                new JwtClaimValidator<Collection<String>>(
                    "aud", found -> found != null && found.contains(wanted))));
    return new DelegatingOAuth2TokenValidator<>(all);
  }

  /**
   * Who the bearer of the token is: the account of that name, or else a user without groups. Empty
   * if the token is not one of the issuer's, or not for us, or has expired.
   *
   * @throws HttpException 503 if that cannot be found out at the moment
   */
  Optional<Principal> principal(String token) {
    Jwt jwt;
    try {
      jwt = decoder.decode(token);
    } catch (BadJwtException bad) {
      return Optional.empty();
    } catch (JwtException noKeys) {
      warn(noKeys);
      throw new HttpException(
          503,
          "The token cannot be checked at the moment, because its issuer does not answer.",
          Map.of("Retry-After", "10"));
    }
    return name(jwt).map(name -> known(name, isAdministrator(jwt)));
  }

  /** Now and then, because anybody can send as many tokens as they like. */
  private void warn(JwtException noKeys) {
    long now = System.nanoTime();
    long last = warned.get();
    if (now - last >= WARNING_PAUSE && warned.compareAndSet(last, now)) {
      LOG.warn("Tokens of {} cannot be checked", settings.issuer(), noKeys);
    }
  }

  private Optional<String> name(Jwt jwt) {
    @Nullable Object claim = jwt.getClaims().get(settings.nameClaim());
    @Nullable Object name = claim == null ? jwt.getSubject() : claim;
    return Optional.ofNullable(name)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(text ->
            !text.isBlank()
                && text.length() <= MOST_NAME_CHARACTERS
                && text.chars().noneMatch(Character::isISOControl));
  }

  private Principal known(String name, boolean administrator) {
    Principal found = directory.principal(name).orElseGet(() -> Principal.user(name));
    return administrator && !found.administrator()
        ? new Principal(found.name(), true, found.roles())
        : found;
  }

  private boolean isAdministrator(Jwt jwt) {
    @Nullable Object claim = jwt.getClaims();
    for (String step : settings.rolesClaim().split("\\.", -1)) {
      claim = claim instanceof Map<?, ?> object ? object.get(step) : null;
    }
    return settings.administratorRole().isPresent()
        && claim instanceof Collection<?> roles
        && roles.contains(settings.administratorRole().get());
  }
}
