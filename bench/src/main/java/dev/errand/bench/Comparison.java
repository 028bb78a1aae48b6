// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
   * limit's, and a limit's processor time by Errand's.
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
      String.format(Locale.ROOT, "%.1f", cpu(contender).median()).replace("NaN", "-"),
      ratios
    };
  }

  private String ratios(Contender errand, List<Contender> limits) {
    List<String> ratios = new ArrayList<>();
    char letter = 'a';
    for (Contender limit : limits) {
      double rate = rate(errand).median() / rate(limit).median();
      double cpu = cpu(limit).median() / cpu(errand).median();
      ratios.add(
          String.format(Locale.ROOT, "(%c) %.2f (%.2f)", letter++, rate, cpu)
              .replace(" (NaN)", ""));
    }
    return String.join("  ", ratios);
  }

  private Spread rate(Contender contender) {
    return Spread.of(samples(contender).stream().map(Measured::rate).toList());
  }

  private Spread cpu(Contender contender) {
    return Spread.of(samples(contender).stream().map(Measured::cpuMicros).toList());
  }
}
