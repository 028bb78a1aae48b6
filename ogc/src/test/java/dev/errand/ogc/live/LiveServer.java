// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.OpenAnswers;
import dev.errand.http.TestCallers;
import dev.errand.http.openapi.ApiRoutes;
import dev.errand.ogc.OgcDialect;
import dev.errand.operation.TaskContext;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.testkit.Looks;
import dev.errand.testkit.ReadCounts;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.Work;
import dev.errand.testkit.access.Who;
import dev.errand.testkit.access.Whose;
import dev.errand.testkit.http.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A server whose tasks do one step after the other, as the test says. The tasks belong to the
 * contributor of a group.
 */
final class LiveServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T06:00:00Z"));
  final ReadCounts reads = new ReadCounts();
  final OpenAnswers open;
  final Errand errand;
  final TestServer http;
  private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
  private final SynchronousQueue<Boolean> done = new SynchronousQueue<>();

  interface Step {
    void in(TaskContext context) throws Exception;
  }

  /** The step that ends a task. */
  private static final Step END = context -> {};

  LiveServer(Path data) throws Exception {
    this(data, new OpenAnswers.Settings(1_000, Duration.ofSeconds(15)));
  }

  LiveServer(Path data, OpenAnswers.Settings settings) throws Exception {
    open = new OpenAnswers(settings);
    errand =
        Errand.builder()
            .store(reads.of(SqliteStore.in(data)))
            .data(data)
            .operation(Work.of((inputs, context) -> run(context)).waiting())
            .clock(clock)
            .logLimit(100, 1 << 20)
            .stopPatience(Duration.ZERO)
            .build();
    errand.start();
    TestCallers callers = new TestCallers();
    JobWatching watching = new JobWatching(errand, open, clock);
    ApiRoutes api = new ApiRoutes(OgcDialect.INSTANCE, callers, List.of(watching), List.of());
    ErrandServlet servlet =
        new ErrandServlet(HttpSettings.DEFAULTS, callers, List.of(watching, api));
    http = new TestServer(servlet).describedBy("/api");
  }

  private Work.Out run(TaskContext context) throws Exception {
    while (true) {
      Step step = steps.take();
      try {
        step.in(context);
      } finally {
        done.put(true);
      }
      if (step == END) {
        return new Work.Out("done");
      }
    }
  }

  /** Starts a task and waits until it is at work. */
  Task start() throws InterruptedException {
    return start(submission -> submission);
  }

  Task start(UnaryOperator<Submission.Builder> more) throws InterruptedException {
    Submission.Builder submission =
        Submission.builder("work")
            .inputs(Json.of(Work.In.named("x")))
            .owner(Who.CONTRIBUTOR.account().orElseThrow())
            .group(Whose.GROUP);
    Task task = errand.submit(more.apply(submission).build());
    step(context -> {});
    return task;
  }

  /** Has the running task do this. */
  void step(Step step) throws InterruptedException {
    begin(step);
    awaitDone();
  }

  /** Has the running task begin this. */
  void begin(Step step) {
    steps.add(step);
  }

  /** Waits until a step is done. */
  void awaitDone() throws InterruptedException {
    assertThat(done.poll(20, TimeUnit.SECONDS)).as("the task took its step").isTrue();
  }

  void log(int lines) throws InterruptedException {
    step(context -> {
      for (int i = 0; i < lines; i++) {
        context.info("line " + i);
      }
    });
  }

  /** Ends the running task. */
  Task end(Task task) throws InterruptedException {
    step(END);
    Task ended = errand.await(task.id(), PATIENCE).orElseThrow();
    assertThat(ended.status().isTerminal()).isTrue();
    return ended;
  }

  static String path(Task task) {
    return "/jobs/" + task.id().key();
  }

  /** A GET by the tasks' owner. */
  HttpResponse<String> get(String path, String... headers) throws Exception {
    return as(Who.CONTRIBUTOR, path, headers);
  }

  HttpResponse<String> as(Who who, String path, String... headers) throws Exception {
    return send("GET", who, path, headers);
  }

  HttpResponse<String> send(String method, Who who, String path, String... headers)
      throws Exception {
    String[] caller = TestCallers.as(who);
    String[] all = new String[caller.length + headers.length];
    System.arraycopy(caller, 0, all, 0, caller.length);
    System.arraycopy(headers, 0, all, caller.length, headers.length);
    return http.send(method, path, all);
  }

  /** A GET whose answer is read as it comes. */
  Arriving open(Who who, String path, String... headers) throws Exception {
    return Arriving.of(http.port(), who, path, headers);
  }

  Arriving open(String path, String... headers) throws Exception {
    return open(Who.CONTRIBUTOR, path, headers);
  }

  /** Waits until so many streams and long polls are open. */
  void awaitOpen(int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (open.count() != count) {
      assertThat(System.nanoTime()).as("%d open, not %d", open.count(), count).isLessThan(deadline);
      Looks.pause();
    }
  }

  @Override
  public void close() throws Exception {
    open.close();
    steps.clear();
    errand.close();
    http.close();
  }
}
