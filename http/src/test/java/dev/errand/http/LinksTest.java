// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.http.TestServer;
import dev.errand.testkit.http.Wire;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LinksTest {

  private static String base(HttpSettings settings, String... headers) throws Exception {
    Wire.Answer answer = ask(settings, headers);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static Wire.Answer ask(HttpSettings settings, String... headers) throws Exception {
    ErrandServlet servlet = new ErrandServlet(settings, List.of(new EchoRoutes()));
    try (TestServer server = new TestServer(servlet)) {
      return server.raw("GET /base HTTP/1.1\r\n" + String.join("\r\n", headers));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, http://example.org",
    "example.org:80, http://example.org",
    "example.org:8182, http://example.org:8182",
    "[::1]:8182, http://[::1]:8182",
    "127.0.0.1:443, http://127.0.0.1:443",
    "my_host, http://my_host",
  })
  void linksBeginWithTheHostAsAddressed(String host, String expected) throws Exception {
    assertThat(base(HttpSettings.DEFAULTS, "Host: " + host)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a:b",
        "a:99999",
        "a:-1",
        "<script>",
        "a/b",
        "a\"b",
        "[::1",
        "[zz]",
        "a@b",
        "a,b"
      })
  void impossibleHostsAreRefused(String host) throws Exception {
    assertThat(ask(HttpSettings.DEFAULTS, "Host: " + host).status()).isEqualTo(400);
  }

  @Test
  void aPublicUrlIsUsedAsItIs() throws Exception {
    HttpSettings settings =
        HttpSettings.DEFAULTS.publicUrl(URI.create("https://maps.example.org/geogig/"));

    assertThat(base(settings, "Host: inside:8182")).isEqualTo("https://maps.example.org/geogig");
  }

  @Test
  void forwardedHeadersAreNotTrustedUnasked() throws Exception {
    assertThat(
            base(
                HttpSettings.DEFAULTS,
                "Host: inside",
                "Forwarded: host=evil.example;proto=https",
                "X-Forwarded-Host: evil.example"))
        .isEqualTo("http://inside");
  }

  @Test
  void trustedForwardedHeadersSayHowTheProxyWasAddressed() throws Exception {
    HttpSettings trusting = HttpSettings.DEFAULTS.trustForwarded(true);

    assertThat(
            base(
                trusting,
                "Host: in",
                "Forwarded: for=1.2.3.4;host=\"out.example:8443\";proto=https, host=x"))
        .isEqualTo("https://out.example:8443");
    assertThat(base(trusting, "Host: in", "Forwarded: proto=https;host=out.example"))
        .isEqualTo("https://out.example:443");
    assertThat(
            base(
                trusting,
                "Host: in",
                "X-Forwarded-Host: out.example, middle",
                "X-Forwarded-Proto: HTTPS",
                "X-Forwarded-Port: 8443",
                "X-Forwarded-Prefix: /geo/"))
        .isEqualTo("https://out.example:8443/geo");
    assertThat(base(trusting, "Host: in:81")).isEqualTo("http://in:81");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded: host=a b", "X-Forwarded-Host: <x>", "X-Forwarded-Host: a:x"})
  void trustedForwardedHeadersMayStillBeGarbage(String header) throws Exception {
    assertThat(ask(HttpSettings.DEFAULTS.trustForwarded(true), "Host: in", header).status())
        .isEqualTo(400);
  }

  @Test
  void schemesThatAreNoneArePassedOver() throws Exception {
    assertThat(
            base(
                HttpSettings.DEFAULTS.trustForwarded(true),
                "Host: in",
                "X-Forwarded-Proto: javascript"))
        .isEqualTo("http://in");
  }
}
