// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The lines of a document that a reader pastes into a shell, and what it says they print.
 *
 * @param steps in their order
 */
record Walk(List<Step> steps) {

  private static final Pattern FENCE =
      Pattern.compile("^```([a-z]*)\n(.*?)^```\n", Pattern.DOTALL | Pattern.MULTILINE);

  /**
   * One block of lines.
   *
   * @param prints what stands below it in blocks of other languages, {@code …} for anything
   */
  record Step(String lines, List<String> prints) {

    /** Whether what was printed is, apart from spaces and line breaks, what stands below. */
    List<String> missingFrom(String printed) {
      return prints.stream()
          .filter(expected -> !pattern(expected).matcher(squeezed(printed)).find())
          .toList();
    }

    private static Pattern pattern(String expected) {
      return Pattern.compile(
          squeezed(expected)
              .codePoints()
              .mapToObj(Character::toString)
              .map(letter -> letter.equals("…") ? ".*?" : Pattern.quote(letter))
              .collect(Collectors.joining()));
    }

    private static String squeezed(String text) {
      return text.replaceAll("\\s+", "");
    }
  }

  /** The blocks of {@code sh} in a part of a document in Markdown. */
  static Walk in(String markdown) {
    List<Step> steps = new ArrayList<>();
    Matcher block = FENCE.matcher(markdown);
    while (block.find()) {
      if (block.group(1).equals("sh")) {
        steps.add(new Step(block.group(2), new ArrayList<>()));
      } else if (!steps.isEmpty()) {
        steps.getLast().prints().add(block.group(2));
      }
    }
    return new Walk(steps);
  }
}
