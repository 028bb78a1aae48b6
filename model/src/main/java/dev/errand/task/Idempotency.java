// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.regex.Pattern;

/**
 * A caller's key that makes repeating a submission harmless: while a task with this key and of the
 * same owner is there, submitting again answers that task. The key lives as long as its task.
 *
 * @param key 1 to {@value #MOST_CHARACTERS} visible ASCII characters
 * @param fingerprint a digest of what was asked for, in lower-case hexadecimal digits, so that the
 *     same key with another wish is noticed
 */
public record Idempotency(String key, String fingerprint) {

  /** How long a key may be. */
  public static final int MOST_CHARACTERS = 255;

  private static final Pattern KEY = Pattern.compile("[!-~]{1," + MOST_CHARACTERS + "}");
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{1,128}");

  /**
   * @throws IllegalArgumentException if the key or the fingerprint is not of that form
   */
  public Idempotency {
    if (!isKey(key)) {
      throw new IllegalArgumentException(
          "An idempotency key has 1 to " + MOST_CHARACTERS + " visible ASCII characters.");
    }
    if (!FINGERPRINT.matcher(fingerprint).matches()) {
      throw new IllegalArgumentException(
          "A fingerprint has 1 to 128 lower-case hexadecimal digits.");
    }
  }

  /** Whether a text can be a key. */
  public static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }
}
