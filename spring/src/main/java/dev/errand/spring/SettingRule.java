// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.limit.Rate;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** What the text of a setting may be, by the type that it is read as. */
public final class SettingRule {

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");
  private static final Set<String> FLAGS =
      Set.of("true", "false", "on", "off", "yes", "no", "1", "0");

  private SettingRule() {}

  /** What is wrong with a text, to stand after "cannot be …: "; empty if nothing is. */
  public static Optional<String> problem(Class<?> type, String text) {
    String value = text.strip();
    if (type == Duration.class) {
      return time(value);
    }
    if (type == DataSize.class) {
      return size(value);
    }
    if (type == int.class || type == Integer.class) {
      return unless(reads(Integer::parseInt, value), "it is a whole number" + most(value));
    }
    if (type == long.class || type == Long.class) {
      return unless(reads(Long::parseLong, value), "it is a whole number");
    }
    if (type == boolean.class || type == Boolean.class) {
      return unless(FLAGS.contains(value.toLowerCase(Locale.ROOT)), "it is true or false");
    }
    if (type == Rate.class) {
      return unless(reads(Rate::valueOf, value), "it is how many in what time, such as 60/1m");
    }
    if (type == URI.class) {
      return unless(isAddress(value), "it is an address such as https://example.org/path");
    }
    return type.isEnum() ? choice(type, value) : Optional.empty();
  }

  private static String most(String value) {
    return NUMBER.matcher(value).matches() ? ", at most " + Integer.MAX_VALUE : "";
  }

  /** Whether a text can be read as what it is to be. */
  private static boolean reads(Function<String, ?> reading, String value) {
    try {
      return reading.apply(value) != null;
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return false;
    }
  }

  /** Bare numbers would be milliseconds, which nobody means; nothing is nothing in any unit. */
  private static Optional<String> time(String value) {
    if (value.equals("0")) {
      return Optional.empty();
    }
    boolean bare = NUMBER.matcher(value).matches();
    return unless(
        !bare && reads(DurationStyle::detectAndParse, value),
        bare
            ? "a time has a unit; write %1$ss, %1$sm, %1$sh or %1$sd".formatted(value)
            : "it is a time such as 90s, 10m, 12h or 1d");
  }

  private static Optional<String> size(String value) {
    if (value.equals("0")) {
      return Optional.empty();
    }
    boolean bare = NUMBER.matcher(value).matches();
    return unless(
        !bare && reads(DataSize::parse, value),
        bare
            ? "a size has a unit; write %1$sB, %1$sKB, %1$sMB or %1$sGB".formatted(value)
            : "it is a size such as 64KB, 4MB or 4GB");
  }

  private static boolean isAddress(String value) {
    try {
      URI address = new URI(value);
      return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
          && address.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Optional<String> choice(Class<?> type, String value) {
    String words =
        Arrays.stream(type.getEnumConstants())
            .map(one -> one.toString().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return unless(
        Arrays.asList(words.split(", ")).contains(value.toLowerCase(Locale.ROOT)),
        "it is one of " + words);
  }

  private static Optional<String> unless(boolean fits, String problem) {
    return fits ? Optional.empty() : Optional.of(problem);
  }
}
