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

  /** Never used itself: finding the algorithm and setting the key costs more than a copy. */
  private final Mac prototype;

  Hmac(byte[] key) {
    try {
      prototype = Mac.getInstance(ALGORITHM);
      prototype.init(new SecretKeySpec(key, ALGORITHM));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new AssertionError("Every Java platform has " + ALGORITHM, e);
    }
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
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("The JDK's " + ALGORITHM + " can be copied", e);
    }
  }
}
