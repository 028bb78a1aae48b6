// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs contenders in turn: a warm-up each, then rounds whose order is reversed every time, so that
 * what gets slower or faster meanwhile (the machine, the disk, the compiler) meets all alike.
 */
final class Comparison {

  private final List<Contender> contenders;
  private final Pacing pacing;
  private final Map<Contender, List<Measured>> measured = new LinkedHashMap<>();

  Comparison(List<Contender> all, Pacing pacing) {
    this.pacing = pacing;
    contenders = all.stream().filter(pacing::includes).toList();
    contenders.forEach(contender -> measured.put(contender, new ArrayList<>()));
  }

  /**
   * Runs everything and returns the table of what came of it. Ratios are Errand's rate by a
   * limit's, and a limit's processor time by Errand's, the database server's included.
   */
  String run() throws Exception {
    for (Contender contender : contenders) {
      for (int i = 0; i < pacing.warmUps(); i++) {
        contender.round().run(pacing.length());
      }
    }
    for (int round = 0; round < pacing.rounds(); round++) {
      for (Contender contender : round % 2 == 0 ? contenders : contenders.reversed()) {
        samples(contender).add(contender.round().run(pacing.length()));
      }
    }
    return table();
  }

  private List<Measured> samples(Contender contender) {
    return measured.getOrDefault(contender, List.of());
  }

  private String table() {
    List<Contender> limits = contenders.stream().filter(c -> !c.isErrand()).toList();
    Table table =
        new Table("", "median/s", "min..max", "CPU us each", "ratio of medians to (of CPU)");
    char letter = 'a';
    for (Contender limit : limits) {
      table.row("(" + letter++ + ") " + limit.name(), columns(limit, ""));
    }
    for (Contender contender : contenders) {
      if (contender.isErrand()) {
        table.row(contender.name(), columns(contender, ratios(contender, limits)));
      }
    }
    return table.toString();
  }

  private String[] columns(Contender contender, String ratios) {
    Spread rate = rate(contender);
    return new String[] {
      String.format(Locale.ROOT, "%,.0f", rate.median()),
      String.format(Locale.ROOT, "%,.0f..%,.0f", rate.min(), rate.max()),
      cpuColumn(contender),
      ratios
    };
  }

  /** As {@code 12.3}, or {@code 12.3 + 4.5} with what the database took. */
  private String cpuColumn(Contender contender) {
    String own = String.format(Locale.ROOT, "%.1f", cpu(contender, Measured::cpuMicros).median());
    double database = cpu(contender, Measured::databaseMicros).median();
    return Double.isNaN(database)
        ? own.replace("NaN", "-")
        : String.format(Locale.ROOT, "%s + %.1f", own, database);
  }

  private String ratios(Contender errand, List<Contender> limits) {
    List<String> ratios = new ArrayList<>();
    char letter = 'a';
    for (Contender limit : limits) {
      double rate = rate(errand).median() / rate(limit).median();
      double cpu =
          cpu(limit, Measured::allMicros).median() / cpu(errand, Measured::allMicros).median();
      ratios.add(
          String.format(Locale.ROOT, "(%c) %.2f (%.2f)", letter++, rate, cpu)
              .replace(" (NaN)", ""));
    }
    return String.join("  ", ratios);
  }

  private Spread rate(Contender contender) {
    return Spread.of(samples(contender).stream().map(Measured::rate).toList());
  }

  private Spread cpu(Contender contender, Function<Measured, Double> micros) {
    return Spread.of(samples(contender).stream().map(micros).toList());
  }
}
