// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often what was broken, and whatever was seen to be wrong. Safe for all threads. */
final class Tally {

  private static final int SHOWN = 4;
  private static final int MOST_CHARACTERS = 400;

  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private final List<Failover> failovers = new ArrayList<>();
  private final Map<String, List<String>> violations = new LinkedHashMap<>();
  private int connections;

  synchronized void count(Fault fault) {
    faults.merge(fault, 1, Integer::sum);
  }

  synchronized void cut(int broken) {
    connections += broken;
    count(Fault.CUTS);
  }

  synchronized void failover(Failover failover) {
    failovers.add(failover);
    count(Fault.FAILOVERS);
  }

  synchronized List<Failover> failovers() {
    return List.copyOf(failovers);
  }

  synchronized int of(Fault fault) {
    return faults.getOrDefault(fault, 0);
  }

  synchronized int connections() {
    return connections;
  }

  /**
   * @param violation what kind it is, a colon, and of what
   */
  synchronized void violation(String violation) {
    String kind =
        violation.split(": ", 2)[0].replaceAll("key-\\d+", "a key").replaceAll(" \\[.*", "");
    violations
        .computeIfAbsent(kind, _ -> new ArrayList<>())
        .add(violation.substring(0, Math.min(MOST_CHARACTERS, violation.length())));
  }

  synchronized int violations() {
    return violations.values().stream().mapToInt(List::size).sum();
  }

  /** How many of each kind, with some of each. */
  synchronized String named() {
    StringBuilder text = new StringBuilder();
    violations.forEach((kind, all) -> {
      text.append("%n%d times %s%n".formatted(all.size(), kind));
      all.stream().limit(SHOWN).forEach(one -> text.append("    ").append(one).append('\n'));
    });
    return text.toString();
  }

  /** A line about what was broken so far. */
  synchronized String line() {
    StringBuilder text = new StringBuilder();
    for (Fault fault : Fault.values()) {
      text.append(text.isEmpty() ? "" : ", ").append(of(fault)).append(' ').append(fault);
    }
    return text.toString();
  }
}
