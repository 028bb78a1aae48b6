// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.geogig.GeoGigTasks;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.ContainerPrincipals;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.RouteSet;
import dev.errand.task.Task;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Looks;
import dev.errand.testkit.Work;
import dev.errand.testkit.http.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine stops while the answer to a cancel, which is stored, waits for the task to end. */
class StopDuringCancelTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path data;
  private final Gate gate = new Gate();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private OgcServer server;
  private TestServer patient;

  @BeforeEach
  void start() throws Exception {
    server = new OgcServer(data);
    List<RouteSet> sets =
        List.of(
            new OgcJobs(server.errand, LONG),
            new GeoGigTasks(server.errand, new TaskBodies(Map.of()), LONG));
    patient =
        new TestServer(new ErrandServlet(HttpSettings.DEFAULTS, ContainerPrincipals.open(), sets));
  }

  @AfterEach
  void stop() throws Exception {
    gate.open();
    threads.close();
    patient.close();
    server.close();
  }

  /** A task that does not hear of its cancel. */
  private Task deaf() throws Exception {
    Task task =
        server.start((inputs, context) -> {
          gate.passDeaf();
          return new Work.Out("");
        });
    gate.awaitReached();
    return task;
  }

  private HttpResponse<String> stoppedDuring(Task task, Callable<HttpResponse<String>> cancel)
      throws Exception {
    Future<HttpResponse<String>> answer = threads.submit(cancel);
    while (server.errand.task(task.id().number()).orElseThrow().cancelRequest().isEmpty()) {
      Looks.pause();
    }
    threads.submit(server.errand::close);
    return answer.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  /** Repeated, it would remove the job. */
  @Test
  void aDismissalIsAnsweredAsDone() throws Exception {
    Task task = deaf();
    HttpResponse<String> answer =
        stoppedDuring(task, () -> patient.send("DELETE", OgcServer.path(task)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"dismissed\"");
  }

  @Test
  void aCancelIsAnsweredWithTheTask() throws Exception {
    Task task = deaf();
    HttpResponse<String> answer =
        stoppedDuring(
            task, () -> patient.get("/tasks/" + task.id().number() + ".json?cancel=true"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"RUNNING\"");
  }
}
