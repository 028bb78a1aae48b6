// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.bench.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Breaks everything that nodes on one PostgreSQL hang on, and looks what became of promises. */
@Command(
    name = "chaos",
    description = {
      "Nodes on one PostgreSQL while processes, connections, clocks and the database break.",
      "Ends with 1 if a promise was not kept."
    },
    mixinStandardHelpOptions = true)
public final class ChaosBench implements Callable<Integer> {

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description = "For how long things break, such as 90s or 30m. Default: ${DEFAULT-VALUE}.")
  private String time = "30m";

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Processes on the database. Default: ${DEFAULT-VALUE}.")
  private int nodes = 4;

  @Option(
      names = "--hogs",
      paramLabel = "N",
      description = "Processes that only use the processor. Default: ${DEFAULT-VALUE}.")
  private int hogs = 4;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of all that is random. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--lease",
      paramLabel = "TIME",
      description = "Of the nodes. Default: ${DEFAULT-VALUE}.")
  private String lease = "3s";

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Tasks in a second. Default: ${DEFAULT-VALUE}.")
  private int rate = 16;

  @Option(
      names = "--pace",
      paramLabel = "X",
      description =
          "How many times as often as usual things break; with 1, 30 minutes have about 250 kills,"
              + " 600 cuts, 125 freezes, 25 crashes and 12 failovers. Default: ${DEFAULT-VALUE}.")
  private double pace = 1;

  @Option(
      names = "--faults",
      paramLabel = "FAULT",
      split = ",",
      description = "What breaks: ${COMPLETION-CANDIDATES}. Default: all of it.")
  private Set<Fault> faults = EnumSet.allOf(Fault.class);

  @Option(
      names = "--without",
      paramLabel = "FAULT",
      split = ",",
      description = "What does not break.")
  private Set<Fault> without = EnumSet.noneOf(Fault.class);

  @Option(
      names = "--replication",
      paramLabel = "MODE",
      description =
          "Whether commits wait for the standby: ${COMPLETION-CANDIDATES}, where 'both' changes with"
              + " each failover. Default: ${DEFAULT-VALUE}.")
  private Plan.Replication replication = Plan.Replication.BOTH;

  @Override
  public Integer call() throws Exception {
    // What nodes say is in files of theirs, and what this process says of the database is no news.
    System.setProperty("errand.bench.log", "OFF");
    Path folder = Files.createTempDirectory("errand-chaos-");
    Plan plan = plan();
    System.out.println("chaos: " + describe(plan) + "; " + Machine.describe(folder));
    boolean good = false;
    Remains remains = new Remains(folder);
    Thread hook = remains.whenInterrupted();
    try (Chaos chaos = new Chaos(plan, folder)) {
      chaos.run();
      chaos.settle();
      Verdict verdict = chaos.judge();
      System.out.println(verdict);
      System.out.println("at the end: " + Machine.load());
      good = verdict.isGood();
    } finally {
      remains.clear();
      Runtime.getRuntime().removeShutdownHook(hook);
      if (good) {
        Folders.delete(folder);
      } else {
        System.out.println("what nodes and the witness wrote is in " + folder);
      }
    }
    return good ? 0 : 1;
  }

  private Plan plan() {
    EnumSet<Fault> left = EnumSet.copyOf(faults);
    left.removeAll(without);
    return new Plan(
        duration(time), nodes, hogs, seed, duration(lease), rate, pace, left, replication);
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text);
  }

  private static String describe(Plan plan) {
    return "%s with seed %d: %s; %d nodes with a lease of %s, %d hogs, %d tasks a second"
        .formatted(
            plan.time(),
            plan.seed(),
            plan.faults().stream().map(Fault::toString).collect(Collectors.joining(", ")),
            plan.nodes(),
            plan.lease(),
            plan.hogs(),
            plan.rate());
  }
}
