// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.nio.charset.StandardCharsets;

/** Requests as they go over the wire, with the headers that a plain client sends. */
final class Requests {

  private static final String HEADERS = " HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n";

  private Requests() {}

  static byte[] get(String path) {
    return get(path, "");
  }

  /**
   * With further headers.
   *
   * @param more each with its line end
   */
  static byte[] get(String path, String more) {
    return ("GET " + path + HEADERS + more + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  static byte[] post(String path, String json) {
    return post(path, "", json);
  }

  /**
   * With further headers.
   *
   * @param more each with its line end
   */
  static byte[] post(String path, String more, String json) {
    String head =
        "POST %s%s%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, HEADERS, more, json.getBytes(StandardCharsets.UTF_8).length);
    return (head + json).getBytes(StandardCharsets.UTF_8);
  }
}
