// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.http.Parameters;
import dev.errand.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a request for a list. Blanks around values mean nothing, and a value that is
 * nothing else is as good as none.
 */
public final class ListParameters {

  /** The parameter that says where the page before ended. */
  public static final String AFTER = "after";

  private static final String LIMIT = "limit";
  private static final int MOST = 10_000;

  /** A page holds less, since a browser has to show it whole. */
  private static final int MOST_IN_HTML = 500;

  private static final int MOST_VALUES = 100;

  private final Parameters query;
  private final Set<String> names;

  /**
   * @param names of the parameters that the list has beside {@code limit} and {@code f}; others are
   *     ignored
   */
  public ListParameters(Request request, Set<String> names) {
    this.query = request.query();
    this.names = names;
  }

  /**
   * How many items the list holds at the most: {@code limit}, where more than 10,000 mean 10,000.
   *
   * @throws OgcException 400 if it is no whole number above 0
   */
  public int limit(int usual, OgcFormat format) {
    int most = format == OgcFormat.HTML ? MOST_IN_HTML : MOST;
    Optional<String> given = first(LIMIT);
    if (given.isEmpty()) {
      return Math.min(usual, most);
    }
    long limit = wholeNumber(LIMIT, given.get(), "a whole number from 1 to " + MOST);
    if (limit == 0) {
      throw OgcException.invalidParameter(LIMIT, given.get(), "a whole number from 1 to " + MOST);
    }
    return (int) Math.min(limit, most);
  }

  /** The first value under the name. */
  public Optional<String> first(String name) {
    return query.first(name).map(String::strip).filter(value -> !value.isEmpty());
  }

  /**
   * All values under the name, whether it is repeated or they stand in a row with commas.
   *
   * @throws OgcException 400 if there are more than 100
   */
  List<String> values(String name) {
    List<String> values =
        query.values(name).stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .map(String::strip)
            .filter(value -> !value.isEmpty())
            .distinct()
            .limit(MOST_VALUES + 1L)
            .toList();
    if (values.size() > MOST_VALUES) {
      throw OgcException.invalidParameter(
          name, "…", "given with " + MOST_VALUES + " values at the most");
    }
    return values;
  }

  /**
   * Reads a number without sign; one that is too large for a {@code long} counts as the largest.
   *
   * @param allowed see {@link OgcException#invalidParameter}
   * @throws OgcException 400 if it is none
   */
  static long wholeNumber(String name, String value, String allowed) {
    if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw OgcException.invalidParameter(name, value, allowed);
    }
    String digits = value.replaceFirst("^0+(?=.)", "");
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  /** The links of the list: itself, as HTML, and the next page if there is one. */
  public List<Link> links(String address, Optional<String> next) {
    String self = address(address, first(AFTER), true);
    Link html = Link.html(address(address, first(AFTER), false));
    return next.isEmpty()
        ? List.of(Link.json("self", self), html)
        : List.of(Link.json("self", self), html, Link.json("next", address(address, next, true)));
  }

  /** An address with the parameters that the list was asked for with. */
  private String address(String address, Optional<String> after, boolean withFormat) {
    StringBuilder text = new StringBuilder(address);
    for (Parameters.Parameter parameter : query.all()) {
      String name = parameter.name();
      if (names.contains(name) || name.equals(LIMIT) || (withFormat && name.equals("f"))) {
        append(text, name, parameter.value());
      }
    }
    after.ifPresent(value -> append(text, AFTER, value));
    return text.toString();
  }

  private static void append(StringBuilder text, String name, String value) {
    text.append(text.indexOf("?") < 0 ? '?' : '&')
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }
}
