// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * A user who can log in.
 *
 * @param id from 1, never used again
 * @param name letters, digits and {@code . _ @ + -}, at most 100, not only digits
 * @param administrator whether everything is allowed
 */
public record Account(long id, String name, boolean administrator) {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}._@+-]*");
  private static final int MOST_CHARACTERS = 100;

  /**
   * The form in which names are kept and compared, whatever keyboard or file system they come from:
   * Unicode NFC. Letter case makes a difference.
   */
  public static String normalised(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /**
   * Does nothing, or refuses a name that is not {@linkplain #normalised normalised} or has other
   * characters.
   *
   * @throws InvalidNameException saying what a name looks like
   */
  public static void requireName(String name) {
    if (name.length() > MOST_CHARACTERS
        || !normalised(name).equals(name)
        || !NAME.matcher(name).matches()
        || name.chars().allMatch(Character::isDigit)) {
      throw new InvalidNameException(
          "The name of a user has letters, digits and . _ @ + -, begins with a letter, a digit or"
              + " _, is not only digits and has at most "
              + MOST_CHARACTERS
              + " characters.");
    }
  }
}
