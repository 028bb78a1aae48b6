// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-1 as it is used for identifiers here: to name content, not to protect it. */
final class Digests {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");

  private Digests() {}

  static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  static String id(String text) {
    return HexFormat.of().formatHex(sha1().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
