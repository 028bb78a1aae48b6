// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.Xml;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Acceptance rows about the list of tasks. */
final class TaskListTest {

  @TempDir Path data;
  private GeoGigServer server;

  @BeforeEach
  void start() throws Exception {
    server = new GeoGigServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void row1_noTasksInXml() throws Exception {
    Xml xml = server.xml("/tasks");

    assertThat(xml.root()).isEqualTo("tasks");
    assertThat(xml.children("/tasks")).isEmpty();
  }

  @Test
  void row2_noTasksInJson() throws Exception {
    assertThat(server.get("/tasks.json").body()).isEqualTo("{\"tasks\":[]}\n");
  }

  @Test
  void row3_oneTaskIsStillAnArray() throws Exception {
    server.run(server.silent, context -> Report.of(1));

    JsonNode tasks = server.json("/tasks.json").get("tasks");

    assertThat(tasks.isArray()).isTrue();
    assertThat(tasks).hasSize(1);
    assertThat(tasks.get(0).propertyNames()).containsExactly("task");
    assertThat(tasks.get(0).get("task").get("id").longValue()).isEqualTo(1);
  }

  @Test
  void row4_tasksInDifferentStatesHaveTheirFullBodies() throws Exception {
    server.run(server.reporting, context -> Report.of(7));
    server.run(
        server.reporting,
        context -> {
          throw new IllegalArgumentException("no such thing");
        });
    server.running();

    JsonNode tasks = server.json("/tasks.json").get("tasks");

    assertThat(tasks).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(tasks.get(i).get("task")).isEqualTo(server.task(i + 1));
    }
    assertThat(tasks.get(0).at("/task/result/OSMReport/processedEntities").longValue())
        .isEqualTo(7);
    assertThat(tasks.get(1).at("/task/error/message").stringValue()).isEqualTo("no such thing");
    assertThat(tasks.get(2).at("/task/progress/amount").doubleValue()).isEqualTo(12);
  }

  @Test
  void row5_theXmlListHoldsTasksDirectly() throws Exception {
    server.run(server.reporting, context -> Report.of(1));
    server.run(server.silent, context -> Report.of(1));

    assertThat(server.xml("/tasks").children("/tasks")).containsExactly("task", "task");
  }

  @Test
  void row11_acceptChoosesWhereNothingElseDoes() throws Exception {
    assertThat(server.get("/tasks", "Accept", "application/json").body()).startsWith("{");
    assertThat(server.get("/tasks", "Accept", "application/json, text/plain, */*").body())
        .startsWith("<");
    assertThat(server.get("/tasks", "Accept", "application/json, */*;q=0.1").body())
        .startsWith("{");
    assertThat(server.get("/tasks", "Accept", "*/*").body()).startsWith("<");
    assertThat(server.get("/tasks").body()).startsWith("<");
    assertThat(server.get("/tasks.xml", "Accept", "application/json").body()).startsWith("<");
  }

  @Test
  void longListsComeWholeAndInOrder() throws Exception {
    CountDownLatch running = new CountDownLatch(2);
    server.start(server.silent, Scripted.untilCancelled(running));
    server.start(server.silent, Scripted.untilCancelled(running));
    running.await();
    for (int i = 3; i <= 1_001; i++) {
      server.start(server.silent, context -> Report.of(1));
    }

    JsonNode tasks = server.json("/tasks.json").get("tasks");

    assertThat(tasks).hasSize(1_001);
    for (int i = 0; i < 1_001; i++) {
      assertThat(tasks.get(i).at("/task/id").intValue()).isEqualTo(i + 1);
    }
    assertThat(server.xml("/tasks").children("/tasks")).hasSize(1_001);
  }

  @Test
  void headOfTheListHasNoBody() throws Exception {
    HttpResponse<String> answer = server.http.send("HEAD", "/tasks.json");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(t -> assertThat(t).startsWith("application/json"));
  }
}
