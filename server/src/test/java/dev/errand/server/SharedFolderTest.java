// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Json;
import dev.errand.store.Folders;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers with one database and one folder for what operations keep. */
class SharedFolderTest {

  private static final Path VILLAGE = Path.of("..", "examples", "village.osm");

  @TempDir private static Path folder;
  private static EmbeddedPostgres database;
  private static String url;
  private static Path settings;
  private static RunningServer left;
  private static RunningServer right;

  @BeforeAll
  static void start() throws IOException {
    settings = folder.resolve("nodes.properties");
    Files.writeString(settings, "errand.postgres.lease=3s\nerrand.waiting-workers=1\n");
    database = EmbeddedPostgres.start();
    url = database.getJdbcUrl("postgres", "postgres");
    Ada.join(folder.resolve("commands"), url);
    left = server("left", url, "shared");
    right = server("right", url, "shared");
  }

  @AfterAll
  static void stop() throws IOException {
    left.close();
    right.close();
    database.close();
  }

  private static RunningServer server(String name, String store, String shared) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    return RunningServer.start(
        own,
        "--store",
        store,
        "--shared",
        folder.resolve(shared).toString(),
        "--config",
        settings.toString());
  }

  private static Child.Ended refused(String... options) {
    List<String> command = Child.command("serve", "--port", "0", "--data", "refused");
    command.addAll(List.of(options));
    command.addAll(List.of("--config", settings.toString(), "--store", url));
    try (Child child = Child.start(folder, command)) {
      Child.Ended ended = child.ended();
      assertThat(ended.code()).as(ended.toString()).isEqualTo(ExitCode.REFUSED);
      return ended;
    }
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
    assertThat(new Ada(left).await("/tasks/" + hamlet + ".json", "OSMReport"))
        .contains("FINISHED");
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
  void aServerThatDoesNotShareIsRefused() {
    assertThat(refused().err())
        .singleElement()
        .asString()
        .contains("is at work on this database and keeps its files in another folder", "--shared");
  }

  @Test
  void aServerWithACopyIsRefused() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Files.copy(folder.resolve("shared").resolve(FolderId.FILE), copy.resolve(FolderId.FILE));
    assertThat(refused("--shared", copy.toString()).err())
        .singleElement()
        .asString()
        .contains("says it is at work in the same folder", "the folder is a copy");
    Folders.delete(copy);
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

  @Test
  void aDrainedServerLeavesItsWorkToTheOther() throws IOException, SQLException {
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA drained");
    }
    String store = url + "&currentSchema=drained";
    Ada.join(folder.resolve("commands"), store);
    try (RunningServer ending = server("ending", store, "drained")) {
      Ada atEnding = new Ada(ending);
      String runs = Ada.job(atEnding.echo(3_600));
      String waits = Ada.job(atEnding.echo(0));
      assertThat(atEnding.post("/actuator/drain", "application/json", "{}").body())
          .contains("\"echo\"");
      HttpResponse<String> start = atEnding.echo(0);
      assertThat(start.statusCode()).isEqualTo(503);
      assertThat(start.headers().firstValue("Retry-After")).isPresent();
      assertThat(atEnding.get(waits).body()).contains("\"accepted\"");

      try (RunningServer staying = server("staying", store, "drained")) {
        Ada atStaying = new Ada(staying);
        atStaying.await(waits, "\"successful\"");
        assertThat(atEnding.get(waits).body()).contains("\"successful\"");
        assertThat(atStaying.delete(runs).statusCode()).isEqualTo(200);
        assertThat(ending.child().ended().code()).isEqualTo(ExitCode.DONE);
        atStaying.await(Ada.job(atStaying.echo(0)), "\"successful\"");
      }
    }
  }
}
