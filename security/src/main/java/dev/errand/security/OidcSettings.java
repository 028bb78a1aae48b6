// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import java.net.URI;
import java.util.Optional;

/**
 * Whose tokens are believed beside our own (OpenID Connect).
 *
 * @param issuer what the claim {@code iss} must be
 * @param keys where its public keys are; absent means where {@code
 *     <issuer>/.well-known/openid-configuration} says
 * @param audience what the claim {@code aud} must hold; absent means anything
 * @param nameClaim the claim with the user's name; {@code sub} where a token has not got it
 * @param rolesClaim the claim with the user's roles, a list of texts; dots lead into objects, as in
 *     {@code realm_access.roles}
 * @param administratorRole the role that makes an administrator; absent means none does
 */
public record OidcSettings(
    URI issuer,
    Optional<URI> keys,
    Optional<String> audience,
    String nameClaim,
    String rolesClaim,
    Optional<String> administratorRole) {

  /** Any audience, {@code preferred_username}, {@code roles}, no administrators. */
  public static OidcSettings of(URI issuer) {
    return new OidcSettings(
        issuer,
        Optional.empty(),
        Optional.empty(),
        "preferred_username",
        "roles",
        Optional.empty());
  }

  public OidcSettings audience(String audience) {
    return new OidcSettings(
        issuer, keys, Optional.of(audience), nameClaim, rolesClaim, administratorRole);
  }

  public OidcSettings administratorRole(String role) {
    return new OidcSettings(issuer, keys, audience, nameClaim, rolesClaim, Optional.of(role));
  }
}
