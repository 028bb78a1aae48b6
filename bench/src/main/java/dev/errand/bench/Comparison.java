// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs contenders in turn: a warm-up each, then rounds whose order is reversed every time, so that
 * what gets slower or faster meanwhile (the machine, the disk, the compiler) meets all alike.
 */
final class Comparison {

  private final List<Contender> contenders;
  private final Pacing pacing;
  private final Map<Contender, List<Double>> rates = new LinkedHashMap<>();

  Comparison(List<Contender> all, Pacing pacing) {
    this.pacing = pacing;
    contenders = all.stream().filter(pacing::includes).toList();
    contenders.forEach(contender -> rates.put(contender, new ArrayList<>()));
  }

  /** Runs everything and returns the table of what came of it. */
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

  private List<Double> samples(Contender contender) {
    return rates.getOrDefault(contender, List.of());
  }

  private String table() {
    List<Contender> limits = contenders.stream().filter(c -> !c.isErrand()).toList();
    Table table = new Table("", "median/s", "min..max", "ratio to");
    char letter = 'a';
    for (Contender limit : limits) {
      table.row("(" + letter++ + ") " + limit.name(), Spread.of(samples(limit)).columns());
    }
    for (Contender contender : contenders) {
      if (contender.isErrand()) {
        Spread spread = Spread.of(samples(contender));
        table.row(contender.name(), spread.columns(ratios(spread, limits)));
      }
    }
    return table.toString();
  }

  private String ratios(Spread errand, List<Contender> limits) {
    List<String> ratios = new ArrayList<>();
    char letter = 'a';
    for (Contender limit : limits) {
      double ratio = errand.median() / Spread.of(samples(limit)).median();
      ratios.add("(%c) %.2f".formatted(letter++, ratio));
    }
    return String.join("  ", ratios);
  }
}
