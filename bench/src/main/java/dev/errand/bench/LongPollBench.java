// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many long polls at a time: what they cost while they wait, and how soon they see the end. */
@Command(
    name = "longpoll",
    description = "Long polls that wait for tasks to end.",
    mixinStandardHelpOptions = true)
final class LongPollBench implements Callable<Integer> {

  @Option(names = "--polls", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int polls = 1_000;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description =
          "Tasks that they wait for; half of them end one by one, then the rest at once. Default: ${DEFAULT-VALUE}.")
  private int tasks = 100;

  @Option(names = "--rounds", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds = 5;

  /** An answer: about which job, and when it was there. */
  private record Seen(String job, long nanos) {}

  private static String machine() throws IOException {
    try (Scratch scratch = Scratch.create()) {
      return Machine.describe(scratch.folder());
    }
  }

  @Override
  public Integer call() throws Exception {
    System.out.println("longpoll: %,d about %d tasks; %s".formatted(polls, tasks, machine()));
    for (int round = 0; round < rounds; round++) {
      System.out.println(round());
    }
    System.out.println("at the end: " + Machine.load());
    return 0;
  }

  private String round() throws Exception {
    try (ServerProcess server =
            ServerProcess.start("512m", List.of("--tasks", Integer.toString(tasks)));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      warmUp(server);
      ServerProcess.Used before = server.used();
      String threads = server.ask("threads");
      List<Future<Seen>> waiting = new ArrayList<>();
      for (int i = 0; i < polls; i++) {
        int number = i;
        waiting.add(callers.submit(() -> poll(server, number, 60)));
      }
      server.awaitOpen(polls);
      ServerProcess.Used with = server.used();
      String threadsWith = server.ask("threads");
      for (int i = 0; i < tasks / 2; i++) {
        server.ask("end");
        TimeUnit.MILLISECONDS.sleep(100);
      }
      server.ask("end-all");
      List<Seen> seen = new ArrayList<>();
      for (Future<Seen> answer : waiting) {
        seen.add(answer.get(70, TimeUnit.SECONDS));
      }
      return String.format(
          Locale.ROOT,
          "heap +%.1f MiB, RSS +%.1f MiB, platform threads %s -> %s; from the end of a task to its answers: %s",
          (with.heap() - before.heap()) / 1048576.0,
          (with.rss() - before.rss()) / 1048576.0,
          threads,
          threadsWith,
          delays(server, seen));
    }
  }

  /** Has everything loaded and compiled that a poll needs. */
  private void warmUp(ServerProcess server) throws Exception {
    for (int i = 0; i < 2_000; i++) {
      Seen _ = poll(server, i, 0);
    }
  }

  private static Seen poll(ServerProcess server, int number, int seconds) throws Exception {
    String job = server.job(number);
    try (Connection connection = new Connection(server.port())) {
      connection.send(Requests.get(job, "Prefer: wait=" + seconds + "\r\n"));
      String _ = connection.answer();
      return new Seen(job.substring(job.lastIndexOf('/') + 1), System.nanoTime());
    }
  }

  /** Both processes read the same monotonic clock. */
  private String delays(ServerProcess server, List<Seen> seen) throws Exception {
    Map<String, Long> ends =
        Arrays.stream(server.ask("ends").split(",", -1))
            .map(end -> end.split("=", 2))
            .collect(Collectors.toMap(end -> end[0], end -> Long.parseLong(end[1])));
    List<Long> inOrder = ends.values().stream().sorted().toList();
    long firstAtOnce = inOrder.get(tasks / 2);
    Latencies alone = new Latencies();
    Latencies atOnce = new Latencies();
    for (Seen one : seen) {
      Long end = ends.get(one.job());
      if (end != null) {
        (end < firstAtOnce ? alone : atOnce).add(one.nanos() - end);
      }
    }
    return "one by one " + alone + "; all at once " + atOnce;
  }
}
