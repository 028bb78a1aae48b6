// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.StoppedException;
import dev.errand.Submission;
import dev.errand.Task;
import dev.errand.TaskStatus;
import dev.errand.access.Accounts;
import dev.errand.access.PasswordHashes;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applications that share a database, which the setting {@code errand.store} alone brings about.
 */
class SharedStoreTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static EmbeddedPostgres database;

  @TempDir private Path folder;
  private final List<SharingNode> nodes = new ArrayList<>();

  @BeforeAll
  static void startDatabase() throws IOException {
    database = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    database.close();
  }

  @BeforeEach
  void empty() {
    SharingNode.execute(
        database.getPostgresDatabase(), "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  }

  @AfterEach
  void stopNodes() {
    nodes.forEach(SharingNode::close);
  }

  private SharingNode node(String name, Class<?> application) {
    SharingNode node =
        SharingNode.start(
            application,
            "--errand.store=" + database.getJdbcUrl("postgres", "postgres"),
            "--errand.node=" + name,
            "--errand.data=" + folder.resolve(name));
    nodes.add(node);
    return node;
  }

  private static void addUser(SharingNode node) {
    String hash = node.bean(PasswordHashes.class).hash("open sesame");
    node.bean(Accounts.class).add("ada", hash, true);
  }

  @Test
  void whatOneRunsAnotherShowsCancelsAndHandsOut() throws Exception {
    SharingNode runs = node("left", SharingNode.Working.class);
    SharingNode asks = node("right", SharingNode.Idle.class);
    addUser(runs);
    Errand errand = runs.bean(Errand.class);
    Task held = errand.submit(Submission.of("hold", new SharingNode.Name("a")));
    Task written = errand.submit(Submission.of("write", new SharingNode.Name("Ada")));
    errand.await(written.id(), PATIENCE);
    runs.awaitHolding();

    assertThat(asks.get("/errand/jobs/" + held.id().key()).body()).contains("\"running\"");
    HttpResponse<String> file =
        asks.get("/errand/jobs/" + written.id().key() + "/outputs/greeting.txt");
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.body()).isEqualTo("Hello Ada");
    assertThat(asks.delete("/errand/jobs/" + held.id().key()).statusCode()).isEqualTo(200);
    assertThat(errand.await(held.id(), PATIENCE)).map(Task::status).contains(TaskStatus.CANCELLED);
    assertThat(runs.get("/errand/jobs/" + held.id().key()).body()).contains("\"dismissed\"");
  }

  @Test
  void accountsAreValidEverywhere() throws Exception {
    SharingNode one = node("left", SharingNode.Idle.class);
    SharingNode other = node("right", SharingNode.Idle.class);
    addUser(one);
    assertThat(other.get("/errand/tasks.json").statusCode()).isEqualTo(200);
    assertThat(other.anonymous("/errand/tasks.json").statusCode()).isEqualTo(401);
  }

  @Test
  void aDrainedNodeLeavesEverythingToOthers() throws Exception {
    Errand drained = node("left", SharingNode.Working.class).bean(Errand.class);
    Errand works = node("right", SharingNode.Working.class).bean(Errand.class);
    assertThat(drained.drain()).isEmpty();
    assertThat(drained.awaitIdle(Duration.ZERO)).isTrue();
    for (int i = 0; i < 20; i++) {
      Task task = works.submit(Submission.of("write", new SharingNode.Name("Ada")));
      assertThat(drained.await(task.id(), PATIENCE).orElseThrow().attempt().node())
          .contains("right");
    }
    assertThatThrownBy(() -> drained.submit(Submission.of("write", new SharingNode.Name("Ada"))))
        .isInstanceOf(StoppedException.class);
  }

  @Test
  void saysWhatIsWrongAndNoPassword() {
    assertRefused("jdbc:postgresql://localhost:1/errand")
        .contains("localhost:1/errand")
        .contains("(user jo)")
        .contains("cannot be reached");
    assertRefused("jdbc:postgresql://localhost:1/errand?password=sesame")
        .contains("ERRAND_STORE_PASSWORD");
    assertRefused("jdbc:mysql://localhost/errand").contains("jdbc:postgresql:");
  }

  private org.assertj.core.api.AbstractStringAssert<?> assertRefused(String url) {
    List<String> said = new ArrayList<>();
    assertThatThrownBy(() ->
            SharingNode.start(
                SharingNode.Idle.class,
                "--errand.store=" + url,
                "--errand.store-user=jo",
                "--errand.store-password=sesame",
                "--errand.data=" + folder.resolve("refused")))
        .satisfies(e -> {
          for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            said.add(String.valueOf(cause.getMessage()));
          }
        });
    return assertThat(String.join("\n", said)).doesNotContain("sesame");
  }
}
