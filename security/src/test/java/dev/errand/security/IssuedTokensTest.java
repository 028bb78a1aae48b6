// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.errand.http.HttpSettings;
import dev.errand.task.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of an issuer that runs in this test. */
class IssuedTokensTest {

  private static RSAKey key;
  private static RSAKey anotherKey;

  @TempDir private Path folder;
  private final AtomicInteger fetched = new AtomicInteger();
  private HttpServer issuer;
  private String url;
  private Door door;

  @BeforeAll
  static void makeKeys() throws JOSEException {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    anotherKey = new RSAKeyGenerator(2048).keyID("one").generate();
  }

  @BeforeEach
  void open() throws Exception {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    url = "http://localhost:" + issuer.getAddress().getPort();
    answer(
        "/.well-known/openid-configuration",
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(url, url));
    answer("/keys", new JWKSet(key.toPublicJWK()).toString());
    issuer.start();
    OidcSettings settings =
        OidcSettings.of(URI.create(url)).audience("errand").administratorRole("boss");
    door = new Door(folder, HttpSettings.DEFAULTS, Optional.of(settings));
  }

  private void answer(String path, String body) {
    issuer.createContext(
        path,
        exchange -> {
          fetched.incrementAndGet();
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  @AfterEach
  void close() throws Exception {
    door.close();
    issuer.stop(0);
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(url)
        .audience(List.of("others", "errand"))
        .subject("sub-1")
        .claim("preferred_username", "jjones")
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  private static String signed(RSAKey by, JWTClaimsSet claims) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(), claims);
    jwt.sign(new RSASSASigner(by));
    return jwt.serialize();
  }

  private HttpResponse<String> ask(String token) throws IOException, InterruptedException {
    return door.get("/ps/service/who", "Authorization", "Bearer " + token);
  }

  private void assertRefused(String token) throws Exception {
    HttpResponse<String> answer = ask(token);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Bearer ");
  }

  @Test
  void aRightOneIsWhoItSays() throws Exception {
    String token = signed(key, claims().build());

    assertThat(ask(token).body()).isEqualTo("jjones");
    assertThat(ask(signed(key, claims().claim("preferred_username", null).build())).body())
        .isEqualTo("sub-1");
    assertThat(door.get("/tasks", "Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
    assertThat(fetched).as("description and keys").hasValue(2);
  }

  @Test
  void wrongOnesAreRefused() throws Exception {
    assertRefused(signed(anotherKey, claims().build()));
    assertRefused(
        signed(key, claims().expirationTime(Date.from(Instant.now().minusSeconds(90))).build()));
    assertRefused(signed(key, claims().expirationTime(null).build()));
    assertRefused(signed(key, claims().issuer("https://else.example").build()));
    assertRefused(signed(key, claims().audience("others").build()));
    assertRefused(signed(key, claims().audience((String) null).build()));
    assertRefused(signed(key, claims().claim("preferred_username", 7).build()));
    assertRefused(new PlainJWT(claims().build()).serialize());
    SignedJWT bySharedSecret = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
    bySharedSecret.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
    assertRefused(bySharedSecret.serialize());
    String right = signed(key, claims().build());
    assertRefused(right.substring(0, right.lastIndexOf('.')) + ".");
    assertRefused("eyJ.nonsense.x");
    assertThat(door.get("/tasks").statusCode()).as("without one").isEqualTo(401);
  }

  @Test
  void theAccountOfThatNameGivesItsRoles() throws Exception {
    IssuedTokens tokens =
        new IssuedTokens(
            door.accounts,
            OidcSettings.of(URI.create(url)).administratorRole("boss"),
            java.time.Clock.systemUTC());
    door.with("jjones");
    door.accounts.addGroup("test-local5", OptionalLong.of(5), false);
    door.accounts.setRole(5, "jjones", Role.MANAGER);

    assertThat(tokens.principal(signed(key, claims().build())).orElseThrow().roles())
        .isEqualTo(Map.of(5L, Role.MANAGER));
    assertThat(
            tokens
                .principal(signed(key, claims().claim("roles", List.of("boss")).build()))
                .orElseThrow()
                .administrator())
        .isTrue();
    assertThat(
            tokens
                .principal(signed(key, claims().claim("roles", "boss").build()))
                .orElseThrow()
                .administrator())
        .as("no list")
        .isFalse();
  }

  @Test
  void whileTheIssuerIsAwayNobodyIsLetInAndTheServerGoesOn() throws Exception {
    issuer.stop(0);

    HttpResponse<String> answer = ask(signed(key, claims().build()));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("10");
    assertRefused("errand_unknown");
  }
}
