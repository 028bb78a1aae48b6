// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errand.task.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The programs that ship as examples, through every dialect. */
class ProgramsServeTest {

  private static final String EXAMPLES =
      Path.of("..", "examples", "operations").toAbsolutePath().toString();

  private static final String POINT =
      """
      {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "a"},
       "geometry": {"type": "Point", "coordinates": [7.4, 43.7]}}]}
      """;

  @TempDir private static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException {
    Files.writeString(folder.resolve("abc.txt"), "abc");
    Files.writeString(folder.resolve("point.geojson"), POINT);
    server = RunningServer.start(folder, "--operations", EXAMPLES);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> execute(String process, Map<String, Object> inputs) {
    return server.send(
        HttpRequest.newBuilder(server.address().resolve("/processes/" + process + "/execution"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Json.of(Map.of("inputs", inputs, "response", "document")).text()))
            .build());
  }

  @Test
  void areProcessesWithTheSchemasThatTheyDeclare() {
    JsonNode process = new Json(server.get("/processes/say").body()).parse();

    assertThat(process.path("title").asString("")).isEqualTo("Say");
    assertThat(process.path("inputs").path("word").path("schema").path("type").asString(""))
        .isEqualTo("string");
  }

  @Test
  void takeWhatIsSentAsPlainText() {
    String word = "; rm -rf x $(touch evil) `touch evil` ' \" \\ %s";
    HttpResponse<String> answer = execute("say", Map.of("word", word));

    assertThat(new Json(answer.body()).parse())
        .as(answer.body())
        .isEqualTo(new Json(Json.of(Map.of("result", word)).text()).parse());
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  @Test
  void tellWhatTheyUsed() {
    execute("say", Map.of("word", "used"));
    String list = server.get("/jobs?processID=say").body();
    JsonNode usage = new Json(list).parse().path("jobs").path(0).path("usage").path(0);

    assertThat(usage.path("attempt").asInt(0)).as(list).isEqualTo(1);
    assertThat(usage.path("processesLeft").asInt(-1)).isZero();
    assertThat(usage.has("cpuMillis")).isTrue();
  }

  @Test
  void readFilesThatCallersMayName() {
    assertThat(execute("checksum", Map.of("file", "abc.txt")).body())
        .contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  -");
    assertThat(execute("checksum", Map.of("file", "/etc/passwd")).statusCode()).isEqualTo(403);
  }

  @Test
  void areTasksAndThreadsWhicheverStartedThem() {
    execute("say", Map.of("word", "seen"));
    String list = server.get("/jobs?processID=say").body();
    String job = new Json(list).parse().path("jobs").path(0).path("jobID").asString("");

    assertThat(server.get("/tasks.json").body()).contains("\"description\":\"Say\"");
    assertThat(server.get("/ps/service/threads/" + job.replace("-", "") + "/progress").body())
        .contains("name=\"Say\"");
  }

  @Test
  void areCancelledThroughEveryDialect() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.address().resolve("/processes/sleep/execution"))
            .header("Content-Type", "application/json")
            .header("Prefer", "respond-async")
            .POST(HttpRequest.BodyPublishers.ofString("{\"inputs\":{\"seconds\":1000}}"));
    String byOgc = job(server.send(request.build()));
    String byGeoGig = job(server.send(request.build()));
    String byPageSeeder = job(server.send(request.build()));

    server.send(
        HttpRequest.newBuilder(server.address().resolve("/jobs/" + byOgc)).DELETE().build());
    long number = 1;
    while (!server.get("/tasks/" + number + ".json").body().contains("Sleep")) {
      number++;
    }
    number++; // the second of the three
    cancelByGeoGig(number);
    server.send(
        HttpRequest.newBuilder(
                server
                    .address()
                    .resolve("/ps/service/threads/" + byPageSeeder.replace("-", "") + "/cancel"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());

    for (String job : new String[] {byOgc, byGeoGig, byPageSeeder}) {
      HttpResponse<String> status =
          server.send(
              HttpRequest.newBuilder(server.address().resolve("/jobs/" + job))
                  .header("Prefer", "wait=20, until-ended")
                  .build());
      assertThat(new Json(status.body()).parse().path("status").asString(""))
          .as(status.body())
          .isEqualTo("dismissed");
      assertThat(server.get("/jobs/" + job + "/log").body()).contains("; 0 processes left");
    }
  }

  private static void cancelByGeoGig(long number) {
    assertThat(server.get("/tasks/" + number + ".json?cancel=true").statusCode()).isEqualTo(200);
  }

  private static String job(HttpResponse<String> accepted) {
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(201);
    return new Json(accepted.body()).parse().path("jobID").asString("");
  }

  @Test
  void convertVectorDataWhereThereIsGdal() {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/ogr2ogr"))
            || Files.isExecutable(Path.of("/usr/local/bin/ogr2ogr")),
        "GDAL is not installed");
    HttpResponse<String> answer =
        execute("vector-convert", Map.of("source", "point.geojson", "format", "CSV"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String list = server.get("/jobs?processID=vector-convert").body();
    JsonNode job = new Json(list).parse().path("jobs").path(0);
    assertThat(job.path("progress").asInt(0)).as(list).isEqualTo(100);
    String id = job.path("jobID").asString("");
    assertThat(server.get("/jobs/" + id + "/outputs/converted").body()).contains("name");
  }

  @Test
  void runWithoutAServer() {
    Child.Ended ended =
        Child.run(folder, "run", "say", "word=$(id)", "--operations", EXAMPLES, "--data", "other");

    assertThat(ended.out().strip()).as(ended.toString()).isEqualTo("\"$(id)\"");
    assertThat(ended.err()).last().asString().startsWith("FINISHED  ");
  }

  @Test
  void areRefusedWithEveryMistake() throws IOException {
    Path wrong = folder.resolve("wrong.yaml");
    Files.writeString(wrong, "name: Wrong\ncommand: echo ${word}\n");

    Child.Ended ended = Child.run(folder, "serve", "--operations", "wrong.yaml", "--data", "third");

    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err())
        .anyMatch(line -> line.contains("wrong.yaml:1:7: 'Wrong' cannot be the name"))
        .anyMatch(line -> line.contains("wrong.yaml:2:10: the command is a list"));
  }
}
