// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path of a request below the servlet, decoded.
 *
 * @param segments without a last empty one, so that a trailing slash makes no difference
 * @param parameters path parameters of any segment as they came, such as {@code jsessionid=1A}
 */
record RequestPath(List<String> segments, List<String> parameters) {

  /**
   * Parses a raw path.
   *
   * @param skip how many segments belong to the context and the servlet
   * @throws HttpException 400 if an escape is malformed, or a segment is or holds what could escape
   *     its place: dot segments, encoded slashes, backslashes, control characters
   */
  static RequestPath parse(String raw, int skip) {
    List<String> segments = new ArrayList<>(6);
    List<String> parameters = List.of();
    int length = raw.length();
    int start = 0;
    for (int index = 0; start < length; index++) {
      int slash = raw.indexOf('/', start + 1);
      int end = slash < 0 ? length : slash;
      int semicolon = raw.indexOf(';', start);
      int stop = semicolon < 0 || semicolon > end ? end : semicolon;
      if (raw.charAt(start) != '/') {
        throw HttpException.badRequest("A path starts with a slash.");
      }
      if (index >= skip) {
        segments.add(segment(raw, start + 1, stop));
        if (stop < end) {
          parameters = parameters.isEmpty() ? new ArrayList<>(2) : parameters;
          parameters.addAll(List.of(raw.substring(stop + 1, end).split(";", -1)));
        }
      }
      start = end;
    }
    if (!segments.isEmpty() && segments.getLast().isEmpty()) {
      segments.removeLast();
    }
    return new RequestPath(segments, parameters);
  }

  /**
   * The first segment after those that are skipped, as it came, of a path that may be malformed;
   * without path parameters.
   */
  static String firstSegment(String raw, int skip) {
    int start = 0;
    for (int i = 0; i <= skip; i++) {
      start = raw.indexOf('/', start) + 1;
      if (start == 0) {
        return "";
      }
    }
    int end = start;
    while (end < raw.length() && raw.charAt(end) != '/' && raw.charAt(end) != ';') {
      end++;
    }
    return raw.substring(start, end);
  }

  private static String segment(String raw, int start, int end) {
    String text = Percent.decode(raw, start, end, false);
    if (text.equals(".") || text.equals("..")) {
      throw HttpException.badRequest("The path holds a dot segment.");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '\\' || Character.isISOControl(c)) {
        throw HttpException.badRequest(
            "The path holds an encoded slash, a backslash or a control character.");
      }
    }
    return text;
  }

  /** The value of a path parameter such as {@code jsessionid}, as it came. */
  Optional<String> parameter(String name) {
    return parameters.stream()
        .filter(
            p -> p.length() > name.length() && p.startsWith(name) && p.charAt(name.length()) == '=')
        .map(p -> p.substring(name.length() + 1))
        .findFirst();
  }
}
