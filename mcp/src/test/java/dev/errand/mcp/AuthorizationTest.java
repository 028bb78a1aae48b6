// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.Caller;
import dev.errand.http.HttpException;
import dev.errand.http.Principals;
import dev.errand.http.TestCallers;
import dev.errand.testkit.access.Who;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How clients are told to say who they are. */
class AuthorizationTest {

  @TempDir private static Path data;
  @TempDir private static Path other;
  private static McpServer alone;
  private static McpServer issued;

  /** Refuses every token. */
  private static final Principals REFUSING =
      new Principals() {
        @Override
        public Caller of(HttpServletRequest request) {
          if (request.getHeader("Authorization") != null) {
            throw new HttpException(401, "No.", Map.of("WWW-Authenticate", "Basic realm=\"x\""));
          }
          return new TestCallers().of(request);
        }

        @Override
        public String challenge() {
          return "Basic realm=\"x\"";
        }
      };

  @BeforeAll
  static void start() throws Exception {
    alone = new McpServer(data, REFUSING, settings -> settings);
    issued =
        new McpServer(
            other,
            REFUSING,
            settings -> settings.issuer(Optional.of(URI.create("https://id.example.org"))));
  }

  @AfterAll
  static void stop() throws Exception {
    alone.close();
    issued.close();
  }

  private static Ask unknown() {
    return Ask.plain("server/discover", "{}").as(Who.ANONYMOUS);
  }

  @Test
  @DisplayName("Row 75: without credentials it is 401, and the challenge is Bearer")
  void challenged() throws Exception {
    Answer answer = alone.send(unknown());

    answer.error(401, -32600);
    assertThat(answer.http().headers().allValues("WWW-Authenticate"))
        .containsExactly("Bearer realm=\"errand\"");
    alone.send(Ask.legacy("", "initialize", "{}").as(Who.ANONYMOUS)).error(401, -32600);
  }

  @Test
  @DisplayName("Row 76: with an issuer the challenge leads to the document that names it")
  void metadata() throws Exception {
    String base = "http://localhost:" + issued.http.port();
    String document = base + "/.well-known/oauth-protected-resource/mcp";

    assertThat(issued.send(unknown()).header("WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"errand\", resource_metadata=\"" + document + "\"");
    for (String path :
        new String[] {
          "/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-protected-resource"
        }) {
      Answer answer = new Answer(issued.http.get(path));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.message().path("resource").stringValue()).isEqualTo(base + "/mcp");
      assertThat(answer.message().path("authorization_servers"))
          .hasToString("[\"https://id.example.org\"]");
      assertThat(answer.message().path("bearer_methods_supported")).hasToString("[\"header\"]");
    }
  }

  @Test
  @DisplayName("Row 77: without an issuer what clients look for is not there")
  void noMetadata() throws Exception {
    for (String path :
        new String[] {
          "/.well-known/oauth-protected-resource/mcp",
          "/.well-known/oauth-protected-resource",
          "/.well-known/oauth-authorization-server",
          "/.well-known/openid-configuration",
          "/authorize",
          "/token",
          "/register"
        }) {
      HttpResponse<String> answer = alone.http.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("<");
    }
  }

  @Test
  @DisplayName(
      "Row 78: a token that is not taken is 401 with error=invalid_token; one in the query is passed over")
  void badTokens() throws Exception {
    Answer answer = issued.send(unknown().header("Authorization", "Bearer wrong"));

    answer.error(401, -32600);
    assertThat(answer.header("WWW-Authenticate"))
        .startsWith("Bearer realm=\"errand\", error=\"invalid_token\", resource_metadata=\"");
    assertThat(
            new Answer(
                    issued.http.send(
                        unknown().to(issued.http.uri("/mcp?access_token=contributor"))))
                .status())
        .isEqualTo(401);
  }
}
