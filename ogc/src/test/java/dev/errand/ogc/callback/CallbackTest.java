// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import static dev.errand.outgoing.StubServer.endless;
import static dev.errand.outgoing.StubServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Delivery;
import dev.errand.callback.Delivery.State;
import dev.errand.http.TestCallers;
import dev.errand.outgoing.StubServer;
import dev.errand.outgoing.StubServer.Received;
import dev.errand.outgoing.Warnings;
import dev.errand.sqlite.SqliteDeliveries;
import dev.errand.task.Json;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Looks;
import dev.errand.testkit.Work;
import dev.errand.testkit.access.Who;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Callbacks to receivers on this machine. */
@Timeout(60)
class CallbackTest {

  @TempDir private Path data;
  private StubServer receiver;
  private CallbackServer node;
  private final Gate gate = new Gate();

  @BeforeEach
  void setUp() throws Exception {
    receiver = new StubServer();
    receiver.at("/ok", status(204));
    node = new CallbackServer(data, this::run);
  }

  @AfterEach
  void tearDown() throws Exception {
    gate.open();
    node.close();
    receiver.close();
  }

  private Work.Out run(Work.In inputs, Object context) throws InterruptedException {
    switch (inputs.name()) {
      case "fail" -> throw new IllegalStateException("on purpose");
      case "gated" -> gate.pass();
      default -> {
        return new Work.Out("done " + inputs.name());
      }
    }
    return new Work.Out("done");
  }

  private static Map<String, String> success(String url) {
    return Map.of("successUri", url);
  }

  private List<Received> received(String path) {
    return receiver.received.stream().filter(request -> request.path().equals(path)).toList();
  }

  @Test
  void aReceiverThatFailsThreeTimesGetsExactlyOneSuccess() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    receiver.at(
        "/flaky", exchange -> status(asked.incrementAndGet() <= 3 ? 503 : 200).to(exchange));
    Task task = node.submit("a", success(receiver.url("/flaky")));
    int attempts = 1;
    for (int seconds : new int[] {1, 5, 15}) {
      node.awaitAttempts(task, CallbackEvent.SUCCESS, attempts++);
      node.callbacks.sweep();
      Delivery waiting = node.delivery(task, CallbackEvent.SUCCESS);
      assertThat(Duration.between(node.clock.instant(), waiting.due().orElseThrow()))
          .isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1250));
      assertThat(asked).hasValue(attempts - 1);
      node.clock.set(waiting.due().orElseThrow());
      node.callbacks.sweep();
    }
    Delivery delivered = node.await(task, CallbackEvent.SUCCESS, State.DELIVERED);
    node.clock.advance(Duration.ofMinutes(5));
    node.callbacks.sweep();
    assertThat(delivered.progress().attempts()).isEqualTo(4);
    assertThat(received("/flaky")).hasSize(4);
    assertThat(received("/flaky"))
        .extracting(request -> request.headers().getFirst("webhook-id"))
        .containsOnly("msg_" + task.id().key().toString().replace("-", "") + "_success");
  }

  @Test
  void tellsOfBeginAndEndWithSignedDocuments() throws Exception {
    receiver.at("/run", status(200)).at("/bad", status(200));
    Map<String, String> all =
        Map.of(
            "inProgressUri", receiver.url("/run"),
            "successUri", receiver.url("/ok"),
            "failedUri", receiver.url("/bad"));
    Task gated = node.submit("gated", all);
    node.await(gated, CallbackEvent.IN_PROGRESS, State.DELIVERED);
    assertThat(body("/run").path("status").asString("")).isEqualTo("running");
    assertThat(body("/run").path("links").get(0).path("href").asString(""))
        .isEqualTo(CallbackServer.BASE + "/jobs/" + gated.id().key());
    assertThat(received("/ok")).isEmpty();
    gate.open();
    node.await(gated, CallbackEvent.SUCCESS, State.DELIVERED);
    assertThat(body("/ok").path("text").asString("")).isEqualTo("done");
    node.await(gated, CallbackEvent.FAILED, State.UNNEEDED);
    assertThat(received("/run")).hasSize(1);

    Task failed = node.submit("fail", all);
    node.await(failed, CallbackEvent.FAILED, State.DELIVERED);
    node.await(failed, CallbackEvent.SUCCESS, State.UNNEEDED);
    assertThat(body("/bad").path("status").asString("")).isEqualTo("failed");
    assertThat(received("/ok")).hasSize(1);
    for (String path : List.of("/run", "/bad")) {
      assertThat(body(path).path("attempt").asInt(0)).isEqualTo(1);
      assertThat(body(path).propertyNames()).contains("number").doesNotContain("owner", "node");
    }
    for (Received request : receiver.received) {
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
      assertVerified(request);
    }
  }

  /** As a receiver does it who knows the standard and nothing of us. */
  private static void assertVerified(Received request) throws Exception {
    String id = request.headers().getFirst("webhook-id");
    String timestamp = request.headers().getFirst("webhook-timestamp");
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    byte[] key =
        java.util.Base64.getDecoder().decode(CallbackServer.SECRET.substring("whsec_".length()));
    mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
    String content = id + "." + timestamp + "." + request.body();
    byte[] expected = mac.doFinal(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(request.headers().getFirst("webhook-signature"))
        .isEqualTo("v1," + java.util.Base64.getEncoder().encodeToString(expected));
  }

  private JsonNode body(String path) {
    return new Json(received(path).getLast().body()).parse();
  }

  @Test
  void aDismissedJobIsAFailedOne() throws Exception {
    receiver.at("/bad", status(200));
    Task blocker = node.submit("gated", Map.of());
    Task other = node.submit("gated", Map.of());
    Task waiting = node.submit("a", Map.of("failedUri", receiver.url("/bad")));
    node.errand.cancel(waiting.id(), Optional.empty());
    node.await(waiting, CallbackEvent.FAILED, State.DELIVERED);
    assertThat(body("/bad").path("status").asString("")).isEqualTo("dismissed");
    gate.open();
    assertThat(List.of(blocker, other)).doesNotContain(waiting);
  }

  @Test
  void subscribingAgainChangesNothing() throws Exception {
    Task task = node.submit("a", success(receiver.url("/ok")));
    node.await(task, CallbackEvent.SUCCESS, State.DELIVERED);
    node.callbacks.subscribe(task.id(), node.subscriber(success(receiver.url("/ok?again"))));
    node.callbacks.sweep();
    assertThat(node.deliveries.of(task.id().number())).hasSize(1);
    assertThat(receiver.received).hasSize(1);
  }

  @Test
  void whereNamesAndRedirectsLeadIsRefusedAndLogged() throws Exception {
    // One address of this machine is allowed, and localhost is known by another.
    try (Warnings warnings = new Warnings();
        StubServer allowed = new StubServer("127.0.0.2");
        CallbackServer strict =
            new CallbackServer(
                data.resolve("strict"), this::run, CallbackSettings.DEFAULT, "127.0.0.2")) {
      String byName = receiver.url("/ok").replace("127.0.0.1", "localhost");
      allowed.at("/metadata", status(307, "Location", "http://169.254.169.254/latest"));
      allowed.at("/home", status(308, "Location", byName));
      for (String url : List.of(byName, allowed.url("/metadata"), allowed.url("/home"))) {
        warnings.lines.clear();
        Task task = strict.submit("a", success(url));
        Delivery refused = strict.await(task, CallbackEvent.SUCCESS, State.FAILED);
        assertThat(refused.progress().said().orElseThrow()).contains("is refused");
        assertThat(refused.progress().attempts()).isEqualTo(1);
        CallbackServer.until(() -> warnings.lines.size() == 2);
        assertThat(warnings.lines.getFirst()).startsWith("Sent no request to");
        assertThat(warnings.lines.getLast()).startsWith("Gave up the success callback");
      }
      assertThat(allowed.received).hasSize(2);
    }
    assertThat(receiver.received).isEmpty();
  }

  @Test
  void anExecutionNamesItsSubscriber() throws Exception {
    String execute = "{\"inputs\":{\"name\":\"x\"},\"subscriber\":{\"successUri\":\"%s\"}}";
    HttpResponse<String> started = execute(execute.formatted(receiver.url("/ok")));
    assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
    String job = new Json(started.body()).parse().path("jobID").asString("");
    Task task = node.errand.task(UUID.fromString(job)).orElseThrow();
    node.await(task, CallbackEvent.SUCCESS, State.DELIVERED);
    assertThat(received("/ok").getFirst().body()).isEqualTo("{\"text\":\"done x\"}");
    assertThat(node.delivery(task, CallbackEvent.SUCCESS).base())
        .isEqualTo("http://localhost:" + node.server.port());

    HttpResponse<String> refused = execute(execute.formatted("http://169.254.169.254/"));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("subscriber.successUri");
    assertThat(node.errand.tasks(TaskFilter.ALL, Page.newest(10))).hasSize(1);
  }

  private HttpResponse<String> execute(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + node.server.port() + "/processes/work/execution"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("Prefer", "respond-async")
            .header(TestCallers.HEADER, "administrator")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void goneIsFinalAndOtherRedirectsAreFailures() throws Exception {
    receiver.at("/gone", status(410)).at("/other", status(302, "Location", "/ok"));
    Task gone = node.submit("a", success(receiver.url("/gone")));
    Delivery failed = node.await(gone, CallbackEvent.SUCCESS, State.FAILED);
    assertThat(failed.progress().said()).contains("The receiver answered with status 410.");
    while (node.callbacks.givenUp() == 0) {
      Looks.pause();
    }
    Task other = node.submit("a", success(receiver.url("/other")));
    node.awaitAttempts(other, CallbackEvent.SUCCESS, 1);
    assertThat(node.delivery(other, CallbackEvent.SUCCESS).progress().said().orElseThrow())
        .contains("302");
    assertThat(received("/ok")).isEmpty();
  }

  @Test
  void anAnswerWithoutEndIsAnAnswer() throws Exception {
    receiver.at("/endless", endless());
    Task task = node.submit("a", success(receiver.url("/endless")));
    node.await(task, CallbackEvent.SUCCESS, State.DELIVERED);
  }

  @Test
  void oneThatNeverAnswersHoldsUpNobodyElse() throws Exception {
    CallbackSettings few =
        new CallbackSettings(Duration.ofSeconds(30), Duration.ofMinutes(3), 3, 2);
    CountDownLatch asked = new CountDownLatch(2);
    receiver.at(
        "/silent",
        exchange -> {
          asked.countDown();
          receiver.silence().to(exchange);
        });
    List<Task> stuck = new ArrayList<>();
    try (CallbackServer slow = new CallbackServer(data.resolve("slow"), this::run, few)) {
      for (int i = 0; i < 6; i++) {
        stuck.add(slow.submit("a", success(receiver.url("/silent"))));
      }
      asked.await();
      for (Task task : stuck) {
        slow.errand.await(task.id(), Duration.ofSeconds(10));
      }
      slow.callbacks.sweep();
      assertThat(received("/silent")).as("two to one host").hasSize(2);
      // Another host, by another spelling.
      Task other =
          slow.submit("a", success("http://[::ffff:127.0.0.1]:" + receiver.port() + "/ok"));
      slow.await(other, CallbackEvent.SUCCESS, State.DELIVERED);
    }
    // What was cut short is sent again after a start.
    try (SqliteDeliveries kept = SqliteDeliveries.in(data.resolve("slow"))) {
      assertThat(stuck)
          .flatExtracting(task -> kept.of(task.id().number()))
          .extracting(Delivery::due)
          .containsOnly(Optional.of(node.clock.instant()));
    }
    try (CallbackServer again = new CallbackServer(data.resolve("slow"), this::run, few)) {
      CallbackServer.until(() -> received("/silent").size() == 4);
      assertThat(again.delivery(stuck.getLast(), CallbackEvent.SUCCESS).progress().attempts())
          .isZero();
    }
  }

  @Test
  void oneThatAnswersTooLateIsAskedAgain() throws Exception {
    CallbackSettings hasty =
        new CallbackSettings(Duration.ofMillis(200), Duration.ofMinutes(3), 8, 8);
    receiver.at("/silent", receiver.silence());
    try (CallbackServer quick = new CallbackServer(data.resolve("quick"), this::run, hasty)) {
      Task task = quick.submit("a", success(receiver.url("/silent")));
      quick.awaitAttempts(task, CallbackEvent.SUCCESS, 1);
      assertThat(quick.delivery(task, CallbackEvent.SUCCESS).progress().said().orElseThrow())
          .contains("200 milliseconds");
    }
  }

  @Test
  void deliveriesGoWithTheirJob() throws Exception {
    receiver.at("/down", status(500));
    Task task = node.submit("a", success(receiver.url("/down")));
    node.awaitAttempts(task, CallbackEvent.SUCCESS, 1);
    node.clock.advance(Duration.ofHours(1));
    node.errand.sweep();
    node.callbacks.sweep();
    assertThat(node.deliveries.of(task.id().number())).isEmpty();
    assertThat(received("/down")).hasSize(1);
  }

  @Test
  void twoNodesSendOnce() throws Exception {
    try (SqliteDeliveries more = SqliteDeliveries.in(data);
        Callbacks second =
            new Callbacks(
                CallbackServer.parts(
                    node.errand, more, new CallbackSignals(), CallbackServer.client("127.0.0.1")),
                CallbackSettings.DEFAULT,
                node.clock)) {
      second.start();
      List<Task> tasks = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        tasks.add(node.submit("a", success(receiver.url("/ok"))));
        second.sweep();
      }
      tasks.forEach(task -> node.await(task, CallbackEvent.SUCCESS, State.DELIVERED));
      assertThat(receiver.received)
          .extracting(request -> request.headers().getFirst("webhook-id"))
          .hasSize(60)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void whoMayReadTheLogSeesDeliveriesWithoutSecrets() throws Exception {
    String url = receiver.url("/ok?token=t0ken").replace("://", "://jo:s3cret@");
    Task task = node.submit("a", success(url));
    node.await(task, CallbackEvent.SUCCESS, State.DELIVERED);
    assertThat(receiver.received.getFirst().headers().getFirst("Authorization"))
        .startsWith("Basic ");
    String path = "/jobs/" + task.id().key() + "/deliveries";
    HttpResponse<String> seen = node.server.get(path, TestCallers.as(Who.ADMINISTRATOR));
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(seen.body())
        .contains("\"event\":\"success\"")
        .contains("\"state\":\"delivered\",\"attempts\":1")
        .contains("http://***@127.0.0.1:" + receiver.port() + "/ok?…")
        .doesNotContain("s3cret")
        .doesNotContain("t0ken");
    assertThat(seen(path, Who.CONTRIBUTOR)).isEqualTo(200);
    assertThat(seen(path, Who.REVIEWER)).as("sees the job and not its log").isEqualTo(403);
    assertThat(seen(path, Who.OUTSIDER)).isEqualTo(404);
    assertThat(seen(path, Who.ANONYMOUS)).isEqualTo(401);
  }

  private int seen(String path, Who who) throws Exception {
    return node.server.get(path, TestCallers.as(who)).statusCode();
  }
}
