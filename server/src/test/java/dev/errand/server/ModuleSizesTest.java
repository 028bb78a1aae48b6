// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many lines of code for production each module has. */
class ModuleSizesTest {

  private static final Path MAIN = Path.of("src", "main", "java");

  /** A row of the table of modules: its name, its lines. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z]+)` \\| ([0-9,]+) \\|", Pattern.MULTILINE);

  private static final Map<String, Long> LINES = new TreeMap<>();

  @BeforeAll
  static void count() throws IOException {
    try (DirectoryStream<Path> modules =
        Files.newDirectoryStream(
            Path.of(".."), module -> Files.isDirectory(module.resolve(MAIN)))) {
      for (Path module : modules) {
        LINES.put(module.getFileName().toString(), lines(module.resolve(MAIN)));
      }
    }
  }

  private static long lines(Path folder) throws IOException {
    long lines = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(found -> found.toString().endsWith(".java")).toList()) {
        lines += Files.readAllLines(file).size();
      }
    }
    return lines;
  }

  /** The benchmarks are no production. */
  @Test
  void noneIsLargerThanTheOthersTogetherCanBear() {
    Map<String, Long> production = new TreeMap<>(LINES);
    production.remove("bench");
    long all = production.values().stream().mapToLong(Long::longValue).sum();
    assertThat(production)
        .hasSizeGreaterThan(15)
        .allSatisfy((module, own) ->
            assertThat(100 * own / all).as("%% of all lines in %s", module).isLessThan(15));
  }

  @Test
  void contributorsReadThemWithinTenPercent() throws IOException {
    Map<String, Long> told =
        ROW.matcher(Files.readString(Path.of("..", "CONTRIBUTING.md")))
            .results()
            .collect(Collectors.toMap(row -> row.group(1), ModuleSizesTest::number));

    assertThat(told).containsOnlyKeys(LINES.keySet());
    assertThat(told)
        .allSatisfy((module, lines) ->
            assertThat(lines)
                .as("lines of %s", module)
                .isCloseTo(LINES.get(module), Percentage.withPercentage(10)));
  }

  private static long number(MatchResult row) {
    return Long.parseLong(row.group(2).replace(",", ""));
  }
}
