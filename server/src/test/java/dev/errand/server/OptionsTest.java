// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.Looks;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That options of the command line arrive where they are meant to. */
class OptionsTest {

  @TempDir private Path folder;

  private static HttpRequest.Builder request(RunningServer server, String path) {
    return HttpRequest.newBuilder(server.address().resolve(path));
  }

  @Test
  void linksBeginWithThePublicUrl() {
    try (RunningServer server =
        RunningServer.start(folder, "--public-url", "https://tasks.example.org/errand")) {
      assertThat(server.put("/repos/town/init.json").body())
          .contains("\"href\":\"https://tasks.example.org/errand/repos/town.json\"");
    }
  }

  @Test
  void forwardedHeadersCountOnlyWhenTrusted() {
    try (RunningServer server = RunningServer.start(folder, "--trust-forwarded")) {
      URI address = server.address();
      HttpRequest made =
          request(server, "/repos/town/init.json")
              .PUT(HttpRequest.BodyPublishers.noBody())
              .header("X-Forwarded-Proto", "https")
              .header("X-Forwarded-Host", "tasks.example.org")
              .build();
      assertThat(server.send(made).body())
          .contains("\"href\":\"https://tasks.example.org:443/repos/town.json\"");
      assertThat(server.get("/repos.json").body())
          .contains("\"href\":\"" + address + "/repos/town.json\"");
    }
  }

  @Test
  void bodiesAreCompressedOnlyForThoseWhoAsk() {
    try (RunningServer server = RunningServer.start(folder)) {
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
  }

  @Test
  void theRetentionIsSettable() throws InterruptedException {
    try (RunningServer server = RunningServer.start(folder, "--retention", "0s")) {
      server.put("/repos/town/init");
      assertThat(server.get("/repos/town/osm/import?uri=nope.osm").statusCode()).isEqualTo(200);
      HttpResponse<String> task = server.get("/tasks/1");
      for (int i = 0; task.statusCode() == 200 && i < 10_000; i++) {
        Looks.pause();
        task = server.get("/tasks/1");
      }
      assertThat(task.statusCode()).as(task.body()).isEqualTo(404);
    }
  }
}
