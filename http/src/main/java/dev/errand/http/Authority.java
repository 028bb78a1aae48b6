// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.OptionalInt;

/** A host with perhaps a port, as in a Host header (RFC 9110 section 7.2). */
record Authority(String host, OptionalInt port) {

  private static final int LONGEST_NAME = 255;

  /**
   * @param text {@code name}, {@code name:port} or {@code [address]:port}
   * @throws HttpException 400 if it is none of these
   */
  static Authority parse(String text) {
    int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
    int colon = text.indexOf(':', bracket + 1);
    String host = colon < 0 ? text : text.substring(0, colon);
    boolean wellFormed = text.startsWith("[") ? isAddress(host) : isName(host);
    if (!wellFormed) {
      throw HttpException.badRequest("The Host header is malformed.");
    }
    return new Authority(host, colon < 0 ? OptionalInt.empty() : port(text, colon + 1));
  }

  private static OptionalInt port(String text, int start) {
    int port = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || port > 6553) {
        throw HttpException.badRequest("The Host header holds a malformed port.");
      }
      port = port * 10 + digit;
    }
    if (port > 65535) {
      throw HttpException.badRequest("The Host header holds a port above 65535.");
    }
    return start == text.length() ? OptionalInt.empty() : OptionalInt.of(port);
  }

  private static boolean isName(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && c != '-' && c != '.' && c != '_' && c != '~') {
        return false;
      }
    }
    return !host.isEmpty() && host.length() <= LONGEST_NAME;
  }

  private static boolean isAddress(String host) {
    for (int i = 1; i < host.length() - 1; i++) {
      char c = host.charAt(i);
      if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
        return false;
      }
    }
    return host.length() > 3 && host.endsWith("]") && host.length() < 50;
  }
}
