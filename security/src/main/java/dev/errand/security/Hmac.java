// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 with one key (RFC 2104). Safe for all threads. */
final class Hmac {

  static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  Hmac(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The code of the parts one after the other, each with its length before it. */
  byte[] of(byte[]... parts) {
    Mac mac = mac();
    for (byte[] part : parts) {
      mac.update((byte) (part.length >>> 24));
      mac.update((byte) (part.length >>> 16));
      mac.update((byte) (part.length >>> 8));
      mac.update((byte) part.length);
      mac.update(part);
    }
    return mac.doFinal();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new AssertionError("Every Java platform has " + ALGORITHM, e);
    }
  }
}
