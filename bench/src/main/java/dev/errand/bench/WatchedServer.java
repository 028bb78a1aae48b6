// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.Errand;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.OpenAnswers;
import dev.errand.ogc.live.JobWatching;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A server in a process of its own whose tasks run until it is told. It answers words on standard
 * input, each with one line; {@link ServerProcess} is the other end.
 */
@Command(name = "watched-server", hidden = true)
final class WatchedServer implements Callable<Integer> {

  @Option(names = "--tasks", required = true)
  private int tasks;

  @Option(names = "--ticks")
  private boolean ticks;

  private final Ticking ticking = new Ticking();
  private final Map<String, Long> ends = new ConcurrentHashMap<>();
  private final OpenAnswers open = new OpenAnswers(OpenAnswers.Settings.DEFAULTS);

  @Override
  public Integer call() throws Exception {
    CountDownLatch started = new CountDownLatch(tasks);
    try (Scratch scratch = Scratch.create();
        OutgoingHttp outgoing = new OutgoingHttp(OutgoingSettings.DEFAULT);
        Errand errand = errand(scratch, started)) {
      errand.start();
      String keys =
          IntStream.range(0, tasks)
              .mapToObj(_ -> errand.submit(Submission.of(Ticking.NAME, new Ticking.Inputs(ticks))))
              .map(task -> task.id().key().toString())
              .collect(Collectors.joining(","));
      started.await();
      JobWatching watching = new JobWatching(errand, open, InstantSource.system());
      try (LocalServer server =
          new LocalServer(
              new ErrandServlet(
                  HttpSettings.DEFAULTS,
                  new NamedCallers(),
                  List.of(watching, Agents.of(errand, outgoing, open))))) {
        System.out.println(server.port() + " " + keys);
        answer();
        open.close();
      }
    }
    return 0;
  }

  private Errand errand(Scratch scratch, CountDownLatch started) {
    TaskListener listener =
        new TaskListener() {
          @Override
          public void started(Task task) {
            started.countDown();
          }

          @Override
          public void ended(Task task) {
            ends.put(task.id().key().toString(), System.nanoTime());
          }
        };
    return Errand.builder()
        .store(SqliteStore.in(scratch.folder()))
        .data(scratch.folder())
        .operation(ticking)
        .waitingWorkers(tasks)
        .retention(Duration.ofHours(1))
        .stopPatience(Duration.ZERO)
        .listener(listener)
        .build();
  }

  private void answer() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String word;
    while ((word = in.readLine()) != null) {
      System.out.println(
          switch (word) {
            case "open" -> Integer.toString(open.count());
            case "memory" -> memory();
            case "threads" ->
                Integer.toString(ManagementFactory.getThreadMXBean().getThreadCount());
            case "end" -> end(1);
            case "end-all" -> end(tasks);
            case "ends" ->
                ends.entrySet().stream()
                    .map(end -> end.getKey() + "=" + end.getValue())
                    .collect(Collectors.joining(","));
            default -> throw new IOException("unknown word " + word);
          });
    }
  }

  private String end(int count) {
    ticking.end(count);
    return "ending";
  }

  /** Bytes of heap that are in use, and bytes that the process has. */
  private static String memory() throws IOException {
    // Once does not always find all that is dead.
    System.gc();
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return heap + " " + Memory.rss();
  }
}
