// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.access.Accounts;
import dev.errand.access.PasswordHashes;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** The database goes away under an application, and comes back. */
class DatabaseOutageTest {

  private static final String START = "/errand/processes/write/execution";

  @TempDir private Path folder;

  private EmbeddedPostgres.Builder database() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("database"))
        .setCleanDataDirectory(false)
        .setPGStartupWait(Duration.ofSeconds(60));
  }

  @Test
  void startsAreRefusedLiveTasksAreShownAndAllGoesOn() throws Exception {
    EmbeddedPostgres database = database().start();
    try (SharingNode node =
        SharingNode.start(
            SharingNode.Working.class,
            "--errand.store=" + database.getJdbcUrl("postgres", "postgres"),
            "--errand.data=" + folder.resolve("data"))) {
      node.bean(Accounts.class)
          .add("ada", node.bean(PasswordHashes.class).hash("open sesame"), true);
      Errand errand = node.bean(Errand.class);
      Task held = errand.submit(Submission.of("hold", new SharingNode.Name("a")));
      node.awaitHolding();
      String job = "/errand/jobs/" + held.id().key();
      assertThat(node.get(job).statusCode()).isEqualTo(200);
      String cookie = node.logIn();
      assertThat(node.cookie(job, cookie).statusCode()).isEqualTo(200);
      database.close();

      HttpResponse<String> poll = node.get(job);
      assertThat(poll.statusCode()).isEqualTo(200);
      assertThat(poll.body()).contains("\"running\"");
      assertThat(node.bean(ErrandHealth.class).health().getStatus()).isEqualTo(Status.DOWN);
      // It may have been ended elsewhere.
      assertThat(node.cookie(job, cookie).statusCode()).isEqualTo(503);
      HttpResponse<String> refused = start(node);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();

      database = database().setPort(database.getPort()).start();
      awaitHealth(node);
      assertThat(start(node).statusCode()).isEqualTo(200);
      // Its lease may have ended meanwhile; then it was stopped, and has failed for that reason.
      node.bean(SharingNode.Hold.class).letGo().countDown();
      assertThat(errand.await(held.id(), Duration.ofSeconds(30)))
          .map(Task::status)
          .get()
          .isIn(TaskStatus.FINISHED, TaskStatus.FAILED);
    } finally {
      database.close();
    }
  }

  private static HttpResponse<String> start(SharingNode node)
      throws IOException, InterruptedException {
    return node.post(START, "{\"inputs\":{\"name\":\"Ada\"}}");
  }

  /** The question itself waits for a connection, so that a moment is enough between two. */
  private static void awaitHealth(SharingNode node) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!node.bean(ErrandHealth.class).health().getStatus().equals(Status.UP)) {
      assertThat(System.nanoTime()).as("the database is back").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}
