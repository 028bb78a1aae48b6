// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import java.util.regex.Pattern;

/** The path of a request as error documents repeat it. */
final class EchoedPath {

  private static final Pattern PATH_PARAMETERS = Pattern.compile("(?:;|%3[bB])[^/]*");

  private EchoedPath() {}

  /** The raw path without path parameters: the one of sessions is a credential. */
  static String of(String rawPath) {
    return PATH_PARAMETERS.matcher(rawPath).replaceAll("");
  }
}
