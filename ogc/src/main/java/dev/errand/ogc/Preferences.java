// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.http.Request;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a caller prefers, as far as it means something here (RFC 7240). What is unknown, misspelt or
 * malformed is passed over, as the RFC has it.
 *
 * @param async whether it rather polls than waits
 * @param atMost how long it is ready to wait at the most; never more than {@link #LONGEST}
 * @param untilEnded whether it waits for the end of a job and for no change before
 */
public record Preferences(boolean async, Optional<Duration> atMost, boolean untilEnded) {

  /** Longer than proxies keep a silent request. */
  public static final Duration LONGEST = Duration.ofSeconds(60);

  private static final String UNTIL_ENDED = "until-ended";
  private static final int DIGITS = 9;

  /** Those of a request. */
  public static Preferences of(Request request) {
    boolean async = false;
    boolean untilEnded = false;
    Optional<Duration> wait = Optional.empty();
    for (String header : request.headers("Prefer")) {
      for (String preference : header.split(",", -1)) {
        // Parameters of a preference stand behind a semicolon; those of ours have none.
        String text = preference.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        async |= text.equals("respond-async");
        untilEnded |= text.equals(UNTIL_ENDED);
        wait = wait.or(() -> wait(text));
      }
    }
    return new Preferences(async, wait, untilEnded);
  }

  private static Optional<Duration> wait(String text) {
    int equals = text.indexOf('=');
    if (equals < 0 || !text.substring(0, equals).strip().equals("wait")) {
      return Optional.empty();
    }
    String value = text.substring(equals + 1).strip().replaceAll("^\"|\"$", "");
    boolean number = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number) {
      return Optional.empty();
    }
    long seconds = value.length() > DIGITS ? Long.MAX_VALUE : Long.parseLong(value);
    return Optional.of(Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds())));
  }

  /** How long a question for a job's status may wait; who names the end and no time waits long. */
  public Optional<Duration> polling() {
    return atMost.or(() -> untilEnded ? Optional.of(LONGEST) : Optional.empty());
  }

  /** The preferences that a status which was waited for honours. */
  public String appliedPolling() {
    String waited = polling().map(time -> "wait=" + time.toSeconds()).orElse("");
    return untilEnded ? waited + ", " + UNTIL_ENDED : waited;
  }

  /** How long the answer to an execution may wait for its end. */
  public Wait waiting() {
    if (atMost.isPresent() && atMost.get().isPositive()) {
      return new Wait.AtMost(atMost.get());
    }
    return async || atMost.isPresent() ? new Wait.Not() : new Wait.ToTheEnd();
  }

  /** The preferences that an asynchronous answer honours, for {@code Preference-Applied}. */
  public String appliedAsync() {
    String waited = atMost.map(time -> "wait=" + time.toSeconds()).orElse("");
    return !async ? waited : waited.isEmpty() ? "respond-async" : "respond-async, " + waited;
  }

  /** Those that a synchronous answer honours; empty for none. */
  public String appliedSync() {
    return atMost.map(time -> "wait=" + time.toSeconds()).orElse("");
  }
}
