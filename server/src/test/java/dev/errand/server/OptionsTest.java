// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.Looks;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That options of the command line arrive where they are meant to. */
class OptionsTest {

  @TempDir private static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        RunningServer.start(
            folder, "--public-url", "https://tasks.example.org/errand", "--retention", "0s");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpRequest.Builder request(RunningServer server, String path) {
    return HttpRequest.newBuilder(server.address().resolve(path));
  }

  @Test
  void linksBeginWithThePublicUrl() {
    assertThat(server.put("/repos/town/init.json").body())
        .contains("\"href\":\"https://tasks.example.org/errand/repos/town.json\"");
  }

  @Test
  void bodiesAreCompressedOnlyForThoseWhoAsk() {
    for (int i = 0; i < 50; i++) {
      server.put("/repos/town-" + i + "/init");
    }
    HttpResponse<String> plain =
        server.send(request(server, "/repos.json").header("Accept-Encoding", "identity").build());
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(plain.body()).startsWith("{\"repos\":");
    HttpResponse<String> compressed =
        server.send(request(server, "/repos.json").header("Accept-Encoding", "gzip").build());
    assertThat(compressed.headers().allValues("Content-Encoding")).containsExactly("gzip");
  }

  @Test
  void theRetentionIsSettable() {
    server.put("/repos/gone/init");
    assertThat(server.get("/repos/gone/osm/import?uri=nope.osm").statusCode()).isEqualTo(200);
    HttpResponse<String> task = server.get("/tasks/1");
    for (int i = 0; task.statusCode() == 200 && i < 10_000; i++) {
      Looks.pause();
      task = server.get("/tasks/1");
    }
    assertThat(task.statusCode()).as(task.body()).isEqualTo(404);
  }

  @Test
  void forwardedHeadersCountOnlyWhenTrusted(@TempDir Path other) {
    try (RunningServer trusting = RunningServer.start(other, "--trust-forwarded")) {
      URI address = trusting.address();
      HttpRequest made =
          request(trusting, "/repos/town/init.json")
              .PUT(HttpRequest.BodyPublishers.noBody())
              .header("X-Forwarded-Proto", "https")
              .header("X-Forwarded-Host", "tasks.example.org")
              .build();
      assertThat(trusting.send(made).body())
          .contains("\"href\":\"https://tasks.example.org:443/repos/town.json\"");
      assertThat(trusting.get("/repos.json").body())
          .contains("\"href\":\"" + address + "/repos/town.json\"");
    }
  }
}
