// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two servers with one database and one folder for what operations keep. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedFolderTest {

  private static final Path VILLAGE = Path.of("..", "examples", "village.osm");

  @TempDir private static Path folder;
  private static String url;
  private static Path settings;
  private static RunningServer left;
  private static RunningServer right;

  @BeforeAll
  static void start() throws IOException {
    settings = folder.resolve("nodes.properties");
    Files.writeString(settings, "errand.waiting-workers=1\n");
    url = Database.fresh();
    Ada.join(folder.resolve("commands"), url);
    Files.createDirectory(folder.resolve("left"));
    Files.createDirectory(folder.resolve("right"));
    CompletableFuture<RunningServer> beside = CompletableFuture.supplyAsync(() -> server("right"));
    left = server("left");
    right = beside.join();
  }

  @AfterAll
  static void stop() {
    left.close();
    right.close();
  }

  private static RunningServer server(String name) {
    return RunningServer.start(
        folder.resolve(name),
        "--store",
        url,
        "--shared",
        folder.resolve("shared").toString(),
        "--config",
        settings.toString());
  }

  private static String upload(RunningServer server, String repository) throws IOException {
    String body =
        "--x\r\nContent-Disposition: form-data; name=\"fileUpload\"; filename=\"village.osm\"\r\n\r\n"
            + Files.readString(VILLAGE)
            + "\r\n--x--\r\n";
    HttpResponse<String> started =
        new Ada(server)
            .post(
                "/repos/" + repository + "/osm/import.json",
                "multipart/form-data; boundary=x",
                body);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
    return new Json(started.body()).parse().path("task").path("id").asString("");
  }

  @Test
  void whatOneImportsTheOtherShows() throws IOException {
    assertThat(new Ada(left).put("/repos/village/init").statusCode()).isEqualTo(201);
    assertThat(new Ada(left).put("/repos/hamlet/init").statusCode()).isEqualTo(201);
    String village = upload(left, "village");
    String hamlet = upload(right, "hamlet");
    assertThat(new Ada(right).await("/tasks/" + village + ".json", "OSMReport"))
        .contains("FINISHED");
    assertThat(new Ada(left).await("/tasks/" + hamlet + ".json", "OSMReport")).contains("FINISHED");
    for (String log : List.of("/repos/village/log.json", "/repos/hamlet/log.json")) {
      assertThat(new Ada(left).get(log).body())
          .isEqualTo(new Ada(right).get(log).body())
          .contains("\"message\"");
    }
    for (String own : List.of("left", "right")) {
      assertThat(folder.resolve(own).resolve("data"))
          .isDirectoryNotContaining(file -> file.endsWith("repos") || file.endsWith("uploads"));
    }
  }

  @Test
  void aSessionHoldsAndEndsEverywhere() {
    HttpResponse<String> begun =
        left.send(
            HttpRequest.newBuilder(left.address().resolve("/authenticate"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=ada&password=open+sesame"))
                .build());
    String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    assertThat(tasks(right, cookie)).isEqualTo(200);

    left.send(
        HttpRequest.newBuilder(left.address().resolve("/logout"))
            .header("Cookie", cookie)
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.noBody())
            .build());
    assertThat(tasks(right, cookie)).isEqualTo(401);
  }

  private static int tasks(RunningServer server, String cookie) {
    return server
        .send(
            HttpRequest.newBuilder(server.address().resolve("/tasks"))
                .header("Cookie", cookie)
                .build())
        .statusCode();
  }

  @Test
  void callbacksAreSignedAlike() {
    String left = secret("left");

    assertThat(left).startsWith("whsec_").isEqualTo(secret("right"));
    assertThat(folder.resolve("left/data/callback.secret")).doesNotExist();
  }

  private static String secret(String node) {
    return CommandRun.of(folder.resolve(node + "/data"), "", "callback-secret", "--store", url)
        .out();
  }

  @Test
  void aServerWithACopyIsRefused() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Files.copy(folder.resolve("shared").resolve(FolderId.FILE), copy.resolve(FolderId.FILE));
    List<String> command = Child.command("serve", "--port", "0", "--data", "refused");
    command.addAll(List.of("--store", url, "--shared", copy.toString()));
    try (Child child = Child.start(folder, command)) {
      Child.Ended refused = child.ended();
      assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
      assertThat(refused.err())
          .singleElement()
          .asString()
          .contains("says it is at work in the same folder", "the folder is a copy");
    }
  }

  @Test
  void theSharedFolderIsNobodysDataFolder() {
    CommandRun run =
        CommandRun.of(folder.resolve("shared"), "", "run", "osm-import", "repo=a", "file=b");
    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err())
        .singleElement()
        .asString()
        .contains("is in use by servers that share it (--shared)");
  }

  /** After all others, because it ends a server. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aDrainedServerLeavesItsWorkToTheOther() {
    Ada atLeft = new Ada(left);
    Ada atRight = new Ada(right);
    String one = Ada.job(atLeft.echo(3_600));
    String another = Ada.job(atLeft.echo(3_600));
    String waiting = Ada.job(atLeft.echo(0));
    atLeft.await(one, "\"running\"");
    atLeft.await(another, "\"running\"");
    String running = atLeft.post("/actuator/drain", "application/json", "{}").body();
    boolean leftRunsOne = running.contains(one.substring("/jobs/".length()));
    assertThat(running.contains(another.substring("/jobs/".length()))).isEqualTo(!leftRunsOne);
    HttpResponse<String> start = atLeft.echo(0);
    assertThat(start.statusCode()).isEqualTo(503);
    assertThat(start.headers().firstValue("Retry-After")).isPresent();
    assertThat(atLeft.get(waiting).body()).contains("\"accepted\"");

    assertThat(atLeft.delete(leftRunsOne ? another : one).statusCode()).isEqualTo(200);
    atLeft.await(waiting, "\"successful\"");
    assertThat(atRight.delete(leftRunsOne ? one : another).statusCode()).isEqualTo(200);
    assertThat(left.child().ended().code()).isEqualTo(ExitCode.DONE);
    atRight.await(Ada.job(atRight.echo(0)), "\"successful\"");
  }
}
