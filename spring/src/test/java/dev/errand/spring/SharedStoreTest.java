// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.access.Accounts;
import dev.errand.access.PasswordHashes;
import dev.errand.access.SecretKind;
import dev.errand.access.Secrets;
import dev.errand.access.SessionEndings;
import dev.errand.http.OpenAnswers;
import dev.errand.ogc.callback.CallbackSecret;
import dev.errand.task.StoppedException;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Applications that share a database, which the setting {@code errand.store} alone brings about.
 */
class SharedStoreTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Pattern KEY = Pattern.compile("\"taskId\":\"([0-9a-f-]{36})\"");

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

  private SharingNode node(String name, Class<?> application, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--errand.store=" + database.getJdbcUrl("postgres", "postgres"),
                "--errand.node=" + name,
                "--errand.data=" + folder.resolve(name)));
    all.addAll(List.of(settings));
    SharingNode node = SharingNode.start(application, all.toArray(String[]::new));
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
  void whatIsSignedWithIsTheSameAndFromBefore() throws Exception {
    SecretKind kind = new SecretKind("callback.secret", () -> new byte[] {1}, _ -> {});
    Path left = Files.createDirectories(folder.resolve("left"));
    String before = CallbackSecret.random().text();
    Files.writeString(left.resolve(kind.name()), before);

    byte[] signs = node("left", SharingNode.Idle.class).bean(Secrets.class).get(kind);
    assertThat(signs).asString(StandardCharsets.US_ASCII).isEqualTo(before);
    SharingNode right = node("right", SharingNode.Idle.class);
    assertThat(right.bean(Secrets.class).get(kind)).isEqualTo(signs);
    assertThat(folder.resolve("right").resolve(kind.name())).doesNotExist();
  }

  @Test
  void aSessionEndsEverywhereAndStaysEndedThatHadBefore() throws Exception {
    Path left = Files.createDirectories(folder.resolve("left"));
    long soon = Instant.now().getEpochSecond() + 60;
    Files.writeString(left.resolve("sessions.ended"), "0".repeat(32) + " " + soon + "\n");
    SharingNode one = node("left", SharingNode.Idle.class);
    SharingNode other = node("right", SharingNode.Idle.class);
    addUser(one);
    assertThat(other.bean(SessionEndings.class).contains("0".repeat(32))).isTrue();
    assertThat(left.resolve("sessions.ended")).doesNotExist();

    String cookie = one.logIn();
    assertThat(other.cookie("/errand/tasks.json", cookie).statusCode()).isEqualTo(200);
    one.logOut(cookie);
    assertThat(other.cookie("/errand/tasks.json", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void filesOfTasksMayLieInASharedFolder() throws Exception {
    String[] settings = {"--errand.shared=" + folder.resolve("shared"), "--errand.outputs=folder"};
    SharingNode runs = node("left", SharingNode.Working.class, settings);
    SharingNode asks = node("right", SharingNode.Idle.class, settings);
    addUser(runs);
    Errand errand = runs.bean(Errand.class);
    Task written = errand.submit(Submission.of("write", new SharingNode.Name("Ada")));
    errand.await(written.id(), PATIENCE);

    String file = "/errand/jobs/" + written.id().key() + "/outputs/greeting.txt";
    assertThat(asks.get(file).body()).isEqualTo("Hello Ada");
    Path outputs = folder.resolve("shared/outputs");
    assertThat(outputs).isDirectoryContaining("glob:**" + written.id().key() + "-*");
    asks.bean(Errand.class).prune(written.id());
    assertThat(asks.get(file).statusCode()).isEqualTo(404);
    assertThat(outputs).isEmptyDirectory();
  }

  @Test
  void aDrainedNodeLeavesEverythingToOthers() throws Exception {
    Errand drained = node("left", SharingNode.Working.class).bean(Errand.class);
    Errand works = node("right", SharingNode.Working.class).bean(Errand.class);
    assertThat(drained.drain()).isEmpty();
    assertThat(drained.awaitIdle(Duration.ZERO)).isTrue();
    for (int i = 0; i < 5; i++) {
      Task task = works.submit(Submission.of("write", new SharingNode.Name("Ada")));
      assertThat(drained.await(task.id(), PATIENCE).orElseThrow().attempt().node())
          .contains("right");
    }
    assertThatThrownBy(() -> drained.submit(Submission.of("write", new SharingNode.Name("Ada"))))
        .isInstanceOf(StoppedException.class);
  }

  @Test
  @DisplayName(
      "Rows 35, 63 of MCP: what one node answered is there at the other at once; who waits at a node that stops is told the task and goes on at the other")
  void anAgentMovesToTheOtherNode() throws Exception {
    SharingNode left = node("left", SharingNode.Working.class, "--errand.mcp.operations=*");
    SharingNode right = node("right", SharingNode.Working.class, "--errand.mcp.operations=*");
    addUser(left);
    String call = "{\"name\":\"hold\",\"arguments\":{\"name\":\"a\"},\"task\":{}}";
    Matcher created = KEY.matcher(left.tell("tools/call", call).get().body());
    assertThat(created.find()).isTrue();
    UUID key = UUID.fromString(created.group(1));
    String id = "{\"taskId\":\"" + key + "\"}";
    assertThat(right.tell("tasks/get", id).get().body()).contains("\"status\":\"working\"");

    CountDownLatch holds = left.bean(SharingNode.Hold.class).reached();
    CountDownLatch holdsToo = right.bean(SharingNode.Hold.class).reached();
    await(() -> holds.getCount() + holdsToo.getCount() == 1);
    SharingNode runs = holds.getCount() == 0 ? left : right;
    SharingNode stops = runs == left ? right : left;
    CompletableFuture<String> waits = stops.streamed("tasks/result", id);
    OpenAnswers open = stops.bean(OpenAnswers.class);
    await(() -> open.count() == 1);
    stops.context().close();
    assertThat(waits.get()).contains("-32603").contains("the task " + key);

    CompletableFuture<HttpResponse<String>> again = runs.tell("tasks/result", id);
    runs.bean(SharingNode.Hold.class).letGo().countDown();
    assertThat(again.get().body()).contains("held").doesNotContain("error");
    assertThat(runs.tell("tasks/get", id).get().body()).contains("\"status\":\"completed\"");
    Task ended = runs.bean(Errand.class).task(key).orElseThrow();
    assertThat(ended.attempt().number()).as("runs").isEqualTo(1);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
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
