// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Accounts that share tasks and documents; or a project, which holds the groups whose names begin
 * with its own and a hyphen.
 *
 * @param id from 1; stays when the name changes
 * @param name lower-case letters, digits, {@code _} and {@code ~} in parts joined by hyphens, at
 *     most 60, not only digits, not beginning with {@code ~}
 */
public record Group(long id, String name, boolean project) {

  /** What stands before the name of a group that is archived. */
  public static final String ARCHIVED = "archive-";

  /**
   * The highest id that a group may be given: what every JSON reader can tell from its neighbours.
   */
  public static final long HIGHEST_ID = (1L << 53) - 1;

  private static final Pattern NAME = Pattern.compile("[a-z0-9_][a-z0-9_~]*(-[a-z0-9_~]+)*");
  private static final int MOST_CHARACTERS = 60;

  /** Whether it is archived, as its name says. */
  public boolean archived() {
    return name.startsWith(ARCHIVED);
  }

  /** The name of the project that it would belong to; empty for a name of one part. */
  public Optional<String> parent() {
    int hyphen = name.lastIndexOf('-');
    return hyphen < 0 ? Optional.empty() : Optional.of(name.substring(0, hyphen));
  }

  /** Whether a group may have that name; {@link #ARCHIVED} before it does not count. */
  public static boolean isName(String name) {
    String own = name.startsWith(ARCHIVED) ? name.substring(ARCHIVED.length()) : name;
    return own.length() <= MOST_CHARACTERS
        && NAME.matcher(own).matches()
        && !own.chars().allMatch(Character::isDigit);
  }

  /**
   * Does nothing, or refuses a name.
   *
   * @throws InvalidNameException saying what a name looks like
   */
  public static void requireName(String name) {
    if (!isName(name)) {
      throw new InvalidNameException(
          "The name of a group has lower-case letters, digits, _ and ~ in parts joined by hyphens,"
              + " is not only digits, does not begin with ~ and has at most "
              + MOST_CHARACTERS
              + " characters.");
    }
  }
}
