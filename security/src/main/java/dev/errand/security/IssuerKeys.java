// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches the public keys of an issuer, found by OpenID Connect Discovery 1.0 where their place is
 * not set. Nothing is fetched before the first token comes. Nimbus caches what it gives.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

  private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(2).toMillis();
  private static final int READ_MILLIS = (int) Duration.ofSeconds(3).toMillis();
  private static final int MOST_BYTES = 256 << 10;

  private final OidcSettings settings;
  private final ResourceRetriever retriever =
      new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES);

  IssuerKeys(OidcSettings settings) {
    this.settings = settings;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long currentTime, SecurityContext context)
      throws KeySourceException {
    try {
      Optional<URI> set = settings.keys();
      URI place = set.isPresent() ? set.get() : discovered();
      return JWKSet.parse(retriever.retrieveResource(place.toURL()).getContent());
    } catch (IOException | ParseException | IllegalArgumentException e) {
      throw new JWKSetUnavailableException(
          "cannot fetch the keys of the issuer " + settings.issuer(), e);
    }
  }

  private URI discovered() throws IOException, ParseException {
    String issuer = settings.issuer().toString();
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    URI description = URI.create(base + "/.well-known/openid-configuration");
    Map<String, Object> found =
        JSONObjectUtils.parse(retriever.retrieveResource(description.toURL()).getContent());
    if (!issuer.equals(JSONObjectUtils.getString(found, "issuer"))) {
      throw new IOException(description + " is about another issuer than " + issuer);
    }
    String keys = JSONObjectUtils.getString(found, "jwks_uri");
    if (keys == null) {
      throw new IOException(description + " does not tell where the keys are");
    }
    return URI.create(keys);
  }

  @Override
  public void close() {
    // Nothing is kept open.
  }
}
