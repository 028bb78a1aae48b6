// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

/**
 * What a password must be: long enough. Rules about kinds of characters make people write them down
 * (NIST SP 800-63B, section 3.1.1.2).
 */
public final class PasswordRule {

  /** The fewest characters. */
  public static final int FEWEST = 8;

  private static final int MOST = 1_000;

  private PasswordRule() {}

  /**
   * Gives the password back, or refuses it without saying what it is.
   *
   * @throws InvalidCredentialException saying what a password looks like
   */
  public static String require(String password) {
    int characters = password.codePointCount(0, password.length());
    if (characters < FEWEST || characters > MOST) {
      throw new InvalidCredentialException(
          "A password has at least " + FEWEST + " and at most " + MOST + " characters.");
    }
    return password;
  }
}
