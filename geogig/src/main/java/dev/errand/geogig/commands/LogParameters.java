// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import dev.errand.geodata.repository.LogRange;
import dev.errand.http.HttpException;
import dev.errand.http.Parameters;
import java.util.Optional;

/**
 * The parameters of GeoGig's log: {@code until} and {@code since} bound it, {@code offset} and
 * {@code limit} cut a part out of that, {@code page} (from 0) and {@code show} a page out of the
 * part.
 */
final class LogParameters {

  private static final int USUAL = 30;
  private static final int MOST = 1_000;

  private LogParameters() {}

  /**
   * Reads them.
   *
   * @throws HttpException 400 if one is not a number that makes sense
   */
  static LogRange range(Parameters parameters) {
    return new LogRange(
        given(parameters, "until").filter(name -> !name.equals("HEAD")),
        given(parameters, "since"),
        number(parameters, "offset", 0),
        number(parameters, "limit", Integer.MAX_VALUE),
        number(parameters, "page", 0),
        Math.min(MOST, number(parameters, "show", USUAL)));
  }

  private static Optional<String> given(Parameters parameters, String name) {
    return parameters.first(name).filter(text -> !text.isEmpty());
  }

  private static int number(Parameters parameters, String name, int usual) {
    Optional<String> text = given(parameters, name);
    try {
      int number = text.map(Integer::parseInt).orElse(usual);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text.orElse(""));
    }
    throw wrong(name, text.orElse(""));
  }

  private static HttpException wrong(String name, String text) {
    return HttpException.badRequest(
        "Invalid value '%s' specified for option: %s".formatted(text, name));
  }
}
