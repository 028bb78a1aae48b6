// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.bench.Table;
import dev.errand.testkit.soak.Acknowledgements;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a run came to.
 *
 * @param killed how long it took until what killed nodes were running was recovered
 * @param frozen the same for nodes that stood still, from their freezing
 */
record Verdict(
    Tally tally,
    List<Acknowledgements.Line> told,
    List<WitnessFile.Line> witnessed,
    List<Duration> killed,
    List<Duration> frozen,
    Judge.Apart apart) {

  boolean isGood() {
    return tally.violations() == 0;
  }

  @Override
  public String toString() {
    Table table = new Table("", "", "");
    row(table, "tasks acknowledged", count(Acknowledgements.Line::isSubmitted), "");
    row(table, "  refused", count(Acknowledgements.Line::isRefused), "");
    long answered = count(line -> !line.isTried() && !line.isCancelled());
    row(
        table,
        "  unknown",
        count(Acknowledgements.Line::isUnknown) + count(Acknowledgements.Line::isTried) - answered,
        "with those whose node was killed before it was told");
    row(table, "cancels acknowledged", count(Acknowledgements.Line::isCancelled), "");
    row(table, "calls of code", witnessed.stream().filter(WitnessFile.Line::begins).count(), "");
    for (Fault fault : Fault.values()) {
      row(table, fault.toString(), tally.of(fault), note(fault));
    }
    row(table, "recovered after kills", killed.size(), spread(killed));
    row(table, "recovered after freezes", frozen.size(), spread(frozen));
    row(table, "written after a pause", apart.paused(), "looked in time, wrote late: allowed");
    row(table, "violations", tally.violations(), "");
    return table + "forgotten by failovers that may: " + apart.forgotten() + "\n" + tally.named();
  }

  private static void row(Table table, String name, long count, String note) {
    table.row(name, String.format(Locale.ROOT, "%,d", count), note);
  }

  private long count(Predicate<Acknowledgements.Line> which) {
    return told.stream().filter(which).count();
  }

  private String note(Fault fault) {
    return switch (fault) {
      case CUTS -> tally.connections() + " connections";
      case FAILOVERS -> {
        List<Failover> all = tally.failovers();
        long waited = all.stream().filter(Failover::synchronous).count();
        long parted = all.stream().filter(Failover::partition).count();
        yield "%d with synchronous_commit, %d without; %d by a partition"
            .formatted(waited, all.size() - waited, parted);
      }
      default -> "";
    };
  }

  private static String spread(List<Duration> times) {
    return times.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "p50 %.1f s, max %.1f s",
            times.get(times.size() / 2).toMillis() / 1e3,
            times.getLast().toMillis() / 1e3);
  }
}
