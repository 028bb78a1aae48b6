// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.http.ContainerPrincipals;
import dev.errand.spring.RequestTimers;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Polls of finished tasks, at random, out of many in the store. */
@Command(
    name = "poll",
    description = "GET /tasks/{id} in both formats, against a servlet that answers from memory.",
    mixinStandardHelpOptions = true)
final class PollBench implements Callable<Integer> {

  private static final int WORKERS = 16;
  private static final int SUBMITTERS = 256;
  private static final int REQUESTS = 20_000;

  @Mixin private Pacing pacing = new Pacing();

  @Option(names = "--callers", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int callers = 64;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Finished tasks in the store. Default: ${DEFAULT-VALUE}.")
  private int tasks = 100_000;

  @Override
  public Integer call() throws Exception {
    Submission owned = NoOp.submission().ownedBy(Optional.of(Poller.NAME));
    CountDownLatch ended = new CountDownLatch(tasks);
    TaskListener listener =
        new TaskListener() {
          @Override
          public void ended(Task task) {
            ended.countDown();
          }
        };
    try (Scratch scratch = Scratch.create();
        Running running = Running.start(scratch.folder(), WORKERS, listener);
        Poller poller = Poller.in(scratch.folder());
        LocalServer server = running.serve();
        LocalServer guarded = running.serve(poller.principals());
        LocalServer counted =
            running.serve(
                ContainerPrincipals.open(),
                new RequestTimers(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)))) {
      System.out.println(
          "poll: %d callers, %,d finished tasks; %s"
              .formatted(callers, tasks, Machine.describe(scratch.folder())));
      Callers.times(SUBMITTERS, tasks, () -> running.errand().submit(owned));
      if (!ended.await(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException(ended.getCount() + " tasks have not ended in two minutes");
      }
      compare(server);
      compare(server, guarded, poller);
      compareCounted(server, counted);
      System.out.println("at the end: " + Machine.load());
    }
    return 0;
  }

  private void compare(LocalServer errand) throws Exception {
    for (String suffix : List.of(".json", ".xml")) {
      List<byte[]> requests = requests(suffix, "");
      Answer answer = Answer.get(errand.port(), "/tasks/" + tasks / 2 + suffix);
      try (LocalServer bare = new LocalServer(new BareServlet(answer, _ -> {}))) {
        Comparison comparison =
            new Comparison(
                List.of(
                    Contender.limit(
                        "servlet alone, " + suffix, length -> load(bare, requests, length)),
                    Contender.errand(
                        "errand, " + suffix, length -> load(errand, requests, length))),
                pacing);
        System.out.println(comparison.run());
      }
    }
  }

  /** What it costs to know who calls. */
  private void compare(LocalServer open, LocalServer guarded, Poller poller) throws Exception {
    List<byte[]> plain = requests(".json", "");
    List<byte[]> byPassword = requests(".json", poller.byPassword());
    List<byte[]> byToken = requests(".json", poller.byToken());
    Comparison comparison =
        new Comparison(
            List.of(
                Contender.limit("errand without accounts", length -> load(open, plain, length)),
                Contender.errand(
                    "errand with accounts, Basic", length -> load(guarded, byPassword, length)),
                Contender.errand(
                    "errand with accounts, bearer token",
                    length -> load(guarded, byToken, length))),
            pacing);
    System.out.println(comparison.run());
  }

  /** What it costs to count requests by their routes. */
  private void compareCounted(LocalServer open, LocalServer counted) throws Exception {
    List<byte[]> requests = requests(".json", "");
    Comparison comparison =
        new Comparison(
            List.of(
                Contender.limit("errand without metrics", length -> load(open, requests, length)),
                Contender.errand(
                    "errand with metrics of requests", length -> load(counted, requests, length))),
            pacing);
    System.out.println(comparison.run());
  }

  /** The same for every contender and every run. */
  private List<byte[]> requests(String suffix, String header) {
    Random random = new Random(1);
    List<byte[]> requests = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      requests.add(Requests.get("/tasks/" + (1 + random.nextInt(tasks)) + suffix, header));
    }
    return requests;
  }

  private Measured load(LocalServer server, List<byte[]> requests, Duration length)
      throws Exception {
    try (HttpLoad load = server.load(callers, requests)) {
      return load.run(length);
    }
  }
}
