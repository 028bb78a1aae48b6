// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import java.util.regex.Pattern;

/** Makes one line of text that may have several. */
final class OneLine {

  private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}\\u0085\\u2028\\u2029]+");

  private OneLine() {}

  /** All of the text: runs of white space and control characters become one space. */
  static String of(String text) {
    return BREAKS.matcher(text).replaceAll(" ").strip();
  }

  /** The first line that is not blank; empty if all are. */
  static String first(String text) {
    return text.lines().map(OneLine::of).filter(line -> !line.isEmpty()).findFirst().orElse("");
  }
}
