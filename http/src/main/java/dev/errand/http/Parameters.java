// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names and values of a query or a form, in the order in which they came. Names are case-sensitive;
 * where one value is asked for, the first wins.
 */
public final class Parameters {

  /** No parameters. */
  public static final Parameters NONE = new Parameters(List.of());

  private static final int MOST = 10_000;

  private final List<Parameter> all;

  /** One name with one value, which may be empty. */
  public record Parameter(String name, String value) {}

  Parameters(List<Parameter> all) {
    this.all = all;
  }

  /**
   * Parses {@code name=value&…}.
   *
   * @throws HttpException 400 if it is not percent-encoded UTF-8
   */
  static Parameters parse(String raw) {
    List<Parameter> all = new ArrayList<>(4);
    int start = 0;
    while (start < raw.length()) {
      int next = raw.indexOf('&', start);
      int end = next < 0 ? raw.length() : next;
      if (end > start) {
        all.add(parameter(raw, start, end));
      }
      if (all.size() > MOST) {
        throw HttpException.badRequest("There are more than " + MOST + " parameters.");
      }
      start = end + 1;
    }
    return all.isEmpty() ? NONE : new Parameters(all);
  }

  private static Parameter parameter(String raw, int start, int end) {
    int equals = raw.indexOf('=', start);
    if (equals < 0 || equals >= end) {
      return new Parameter(Percent.decode(raw, start, end, true), "");
    }
    return new Parameter(
        Percent.decode(raw, start, equals, true), Percent.decode(raw, equals + 1, end, true));
  }

  /** Everything, repeats included. */
  public List<Parameter> all() {
    return List.copyOf(all);
  }

  /** The first value under the name. */
  public Optional<String> first(String name) {
    for (Parameter parameter : all) {
      if (parameter.name().equals(name)) {
        return Optional.of(parameter.value());
      }
    }
    return Optional.empty();
  }

  /** All values under the name. */
  public List<String> values(String name) {
    return all.stream().filter(p -> p.name().equals(name)).map(Parameter::value).toList();
  }

  /** Whether the first value under the name is {@code true} in any letter case. */
  public boolean isTrue(String name) {
    return !all.isEmpty() && first(name).map("true"::equalsIgnoreCase).orElse(false);
  }

  /** These, and after them the others. */
  public Parameters and(Parameters others) {
    List<Parameter> both = new ArrayList<>(all);
    both.addAll(others.all);
    return new Parameters(both);
  }
}
