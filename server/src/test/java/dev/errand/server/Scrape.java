// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What servers answered to Prometheus, in its text format.
 *
 * @param all the labels of each series, by the name of the metric
 * @param types of families, such as histogram, by their names
 */
record Scrape(Map<String, List<String>> all, Map<String, String> types) {

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)(?:\\{(.*)\\})? [^ ]+");

  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  private static final Pattern TYPE = Pattern.compile("# TYPE ([^ ]+) ([a-z]+)");

  private static final Set<String> TIMERS = Set.of("histogram", "summary");

  static Scrape of(List<String> lines) {
    Map<String, List<String>> all = new TreeMap<>();
    Map<String, String> types = new TreeMap<>();
    for (String line : lines) {
      Matcher sample = SAMPLE.matcher(line);
      Matcher type = TYPE.matcher(line);
      if (type.matches()) {
        types.put(type.group(1), type.group(2));
      } else if (sample.matches()) {
        String labels = sample.group(2) == null ? "" : sample.group(2);
        all.computeIfAbsent(sample.group(1), name -> new ArrayList<>()).add(labels);
      }
    }
    return new Scrape(all, types);
  }

  Set<String> names() {
    return all.keySet();
  }

  /** The labels of each series of a metric, as they stand there. */
  List<String> series(String name) {
    return all.getOrDefault(name, List.of());
  }

  /** The names of the labels of a metric. */
  Set<String> labels(String name) {
    return series(name).stream()
        .flatMap(labels -> LABEL.matcher(labels).results())
        .map(label -> label.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Families of metrics that begin so, without the largest values that go with timers. */
  Set<String> families(String beginning) {
    return types.keySet().stream()
        .filter(name -> name.startsWith(beginning))
        .filter(name -> !isLargestOfTimer(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isLargestOfTimer(String name) {
    return name.endsWith("_max")
        && TIMERS.contains(
            types.getOrDefault(name.substring(0, name.length() - "_max".length()), ""));
  }
}
