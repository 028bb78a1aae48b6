// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * That the model of the lease and the code name each other. What the names stand for is for a
 * reader to compare; this says where to look, and that nothing was renamed or taken away on one
 * side.
 */
class ModelTest {

  private static final Path MODEL = Path.of("model");
  private static final Set<String> PACKAGES = Set.of("engine", "postgres");

  /** {@code claim: [postgres.Claims.CLAIM] [engine.Attempts.adopt]}. */
  private static final Pattern TRANSITION =
      Pattern.compile("([a-z-]+):((?: \\[[a-z]+\\.\\w+\\.\\w+])+)");

  private static final Pattern PLACE = Pattern.compile("\\[([a-z]+)\\.(\\w+)\\.(\\w+)]");
  private static final Pattern COMMENT = Pattern.compile("lease\\.pml: ([a-z-]+(?:, [a-z-]+)*)");

  /** A transition, and where it stands in the code. */
  private record Named(String transition, String inPackage, String type)
      implements Comparable<Named> {
    @Override
    public int compareTo(Named other) {
      return toString().compareTo(other.toString());
    }
  }

  @Test
  void whatTheModelNamesIsThere() throws IOException {
    Matcher place = PLACE.matcher(transitions());
    int places = 0;
    while (place.find()) {
      assertThat(members(place.group(1), place.group(2)))
          .as(place.group())
          .contains(place.group(3));
      places++;
    }
    assertThat(places).isGreaterThan(30);
  }

  @Test
  void theCodeNamesTheModelWhereTheModelNamesTheCode() throws IOException {
    Set<Named> byModel = new TreeSet<>();
    Matcher transition = TRANSITION.matcher(transitions());
    while (transition.find()) {
      Matcher place = PLACE.matcher(transition.group(2));
      while (place.find()) {
        byModel.add(new Named(transition.group(1), place.group(1), place.group(2)));
      }
    }
    Set<Named> byCode = new TreeSet<>();
    for (String one : PACKAGES) {
      for (Path source : sources(one)) {
        Matcher comment = COMMENT.matcher(Files.readString(source));
        while (comment.find()) {
          for (String name : comment.group(1).split(", ")) {
            byCode.add(new Named(name, one, type(source)));
          }
        }
      }
    }
    assertThat(byCode).isEqualTo(byModel);
  }

  /** Without the head, which explains the form of the names by one that is none. */
  private static String transitions() throws IOException {
    StringBuilder model = new StringBuilder();
    try (Stream<Path> parts = Files.list(MODEL)) {
      for (Path part : parts.filter(one -> one.toString().endsWith(".pml")).toList()) {
        String text = Files.readString(part);
        model.append(text.substring(text.indexOf("*/")));
      }
    }
    return model.toString();
  }

  private static Set<String> members(String inPackage, String type) {
    try {
      Class<?> found = Class.forName("dev.errand." + inPackage + "." + type);
      Set<String> members = new TreeSet<>();
      Stream.of(found.getDeclaredMethods(), found.getDeclaredFields())
          .flatMap(Arrays::<Member>stream)
          .map(Member::getName)
          .forEach(members::add);
      return members;
    } catch (ClassNotFoundException e) {
      return Set.of();
    }
  }

  private static Iterable<Path> sources(String inPackage) throws IOException {
    Path module = inPackage.equals("engine") ? Path.of("..", "core") : Path.of("");
    Path folder = module.resolve("src/main/java/dev/errand").resolve(inPackage);
    try (Stream<Path> sources = Files.list(folder)) {
      return sources.filter(one -> one.toString().endsWith(".java")).toList();
    }
  }

  private static String type(Path source) {
    String name = source.getFileName().toString();
    return name.substring(0, name.length() - ".java".length());
  }
}
