// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import dev.errand.access.SecretKind;
import dev.errand.access.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What deliveries are signed with, as Standard Webhooks has it: {@code whsec_} and 24 to 64 bytes
 * in Base64. Whoever knows it can tell our deliveries from others', and make some. Safe for all
 * threads.
 */
public final class CallbackSecret {

  private static final SecretKind KIND =
      new SecretKind("callback.secret", () -> bytes(random()), CallbackSecret::parse);

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int FEWEST = 24;
  private static final int MOST = 64;
  private static final int USUAL = 32;

  private final byte[] key;

  private CallbackSecret(byte[] key) {
    this.key = key;
  }

  /**
   * The one that is kept there, made if there is none.
   *
   * @throws dev.errand.task.StoreException if it cannot be read or made
   */
  public static CallbackSecret in(Secrets secrets) {
    return parse(secrets.get(KIND));
  }

  private static byte[] bytes(CallbackSecret secret) {
    return (secret.text() + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static CallbackSecret parse(byte[] bytes) {
    return parse(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /**
   * Reads a secret.
   *
   * @throws IllegalArgumentException if it is none; the message does not repeat it
   */
  public static CallbackSecret parse(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith(PREFIX)) {
      throw unreadable();
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(stripped.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw unreadable();
    }
    if (key.length < FEWEST || key.length > MOST) {
      throw unreadable();
    }
    return new CallbackSecret(key);
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException(
        "a callback secret is whsec_ and %d to %d bytes in Base64".formatted(FEWEST, MOST));
  }

  /** A new one. */
  public static CallbackSecret random() {
    byte[] key = new byte[USUAL];
    new SecureRandom().nextBytes(key);
    return new CallbackSecret(key);
  }

  /** The secret itself, for whoever is to verify deliveries. */
  public String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /**
   * The header {@code webhook-signature} of a message.
   *
   * @param id the header {@code webhook-id}
   * @param timestamp the header {@code webhook-timestamp}: seconds since 1970
   */
  String signature(String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** Shows nothing. */
  @Override
  public String toString() {
    return "CallbackSecret";
  }
}
