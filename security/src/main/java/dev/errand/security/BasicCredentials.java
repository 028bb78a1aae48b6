// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.access.Account;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What stands in an {@code Authorization: Basic} header, in UTF-8 (RFC 7617). */
record BasicCredentials(String name, String password) {

  BasicCredentials {
    name = Account.normalised(name);
  }

  /** Decodes what follows the scheme; empty if that is not base64 of UTF-8 with a colon. */
  static Optional<BasicCredentials> parse(String encoded) {
    String text;
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded);
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException garbage) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(new BasicCredentials(text.substring(0, colon), text.substring(colon + 1)));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "BasicCredentials[" + name + "]";
  }
}
