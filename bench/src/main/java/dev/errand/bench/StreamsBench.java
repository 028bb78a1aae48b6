// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many open event streams, each getting an event a second, while others poll. */
@Command(
    name = "streams",
    description = "Open event streams that get an event a second, on a small heap.",
    mixinStandardHelpOptions = true)
final class StreamsBench implements Callable<Integer> {

  /** What a caller may have open of subscriptions. */
  private static final int OF_EACH = 10;

  @Option(names = "--streams", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int streams = 5_000;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Tasks that they are about. Default: ${DEFAULT-VALUE}.")
  private int tasks = 100;

  @Option(names = "--seconds", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int seconds = 30;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "The server's largest heap. Default: ${DEFAULT-VALUE}.")
  private String heap = "512m";

  @Option(
      names = "--agents",
      description = "Subscriptions of the Model Context Protocol in place of event streams.")
  private boolean agents;

  private final LongAdder events = new LongAdder();
  private final List<Connection> open = new ArrayList<>();

  private static String machine() throws IOException {
    try (Scratch scratch = Scratch.create()) {
      return Machine.describe(scratch.folder());
    }
  }

  @Override
  public Integer call() throws Exception {
    System.out.println(
        "%s: %,d about %d tasks, -Xmx%s; %s"
            .formatted(agents ? "subscriptions" : "streams", streams, tasks, heap, machine()));
    try (ServerProcess server =
        ServerProcess.start(heap, List.of("--ticks", "--tasks", Integer.toString(tasks)))) {
      System.out.println("without streams: " + server.used());
      Latencies alone = poll(server);
      for (int i = 0; i < streams; i++) {
        begin(server, i);
      }
      server.awaitOpen(streams);
      System.out.println("with all open:   " + server.used());
      long before = events.sum();
      long start = System.nanoTime();
      Latencies beside = poll(server);
      double passed = (System.nanoTime() - start) / 1e9;
      System.out.println(
          String.format(
              Locale.ROOT,
              "%,.0f events/s came in over %.0f s; %s of them open; %s platform threads",
              (events.sum() - before) / passed,
              passed,
              server.ask("open"),
              server.ask("threads")));
      System.out.println("while sending:   " + server.used());
      System.out.println("polls without streams: " + alone);
      System.out.println("polls beside them:     " + beside);
      System.out.println("at the end: " + Machine.load());
    } finally {
      for (Connection connection : open) {
        connection.close();
      }
    }
    return 0;
  }

  private void begin(ServerProcess server, int number) throws IOException {
    Connection connection = new Connection(server.port());
    open.add(connection);
    String job = server.job(number);
    connection.send(
        agents
            ? Agents.listen(job.substring(job.lastIndexOf('/') + 1), number / OF_EACH)
            : Requests.get(job + "/events"));
    Thread.ofVirtual().start(() -> count(connection));
  }

  private void count(Connection connection) {
    String event = agents ? "notifications/tasks\"" : "event: progress";
    try {
      while (true) {
        // An event is sent as one piece, so its beginning is hardly ever cut.
        String came = connection.read();
        for (int at = came.indexOf(event); at >= 0; at = came.indexOf(event, at + 1)) {
          events.increment();
        }
      }
    } catch (IOException closed) {
      return;
    }
  }

  /** Polls on one connection, a hundred times a second. */
  private Latencies poll(ServerProcess server) throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try (Connection connection = new Connection(server.port())) {
      for (int i = 0; System.nanoTime() < end; i++) {
        long start = System.nanoTime();
        connection.send(Requests.get(server.job(i)));
        connection.answer();
        latencies.add(System.nanoTime() - start);
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    return latencies;
  }
}
