// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.Inputs;
import java.util.List;
import java.util.regex.Pattern;

/** Masks the secrets of one task, and the user-info of every URL, in text that will be shown. */
final class Redactor {

  /** RFC 3986, section 3.2.1: what stands between "//" and "@" in the authority. */
  private static final Pattern USER_INFO = Pattern.compile("(://)[^/?#@\\s\"'<>]+@");

  private final List<String> secrets;

  Redactor(List<String> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  String clean(String text) {
    String cleaned = text;
    for (String secret : secrets) {
      cleaned = cleaned.replace(secret, Inputs.MASK);
    }
    return cleaned.contains("://") && cleaned.indexOf('@') >= 0
        ? USER_INFO.matcher(cleaned).replaceAll("$1" + Inputs.MASK + "@")
        : cleaned;
  }
}
