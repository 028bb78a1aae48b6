// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.http.Request;
import dev.errand.ogc.OgcException;
import dev.errand.task.ShortTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of a JSON object that was sent. One that is null has no value; one that is wrong is
 * refused with 400, by its name and with what it must be.
 */
public record JsonMembers(ObjectNode object) {

  /**
   * Reads the body of a request.
   *
   * @param what is described in it, as a sentence begins
   * @param known the members that it may have
   * @throws OgcException 400 if it is no object, or has a member that is not known; 415 if it does
   *     not say that it is JSON
   */
  public static JsonMembers of(Request request, String what, Set<String> known) {
    ObjectNode object = JsonDocument.object(request, what);
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw OgcException.of(
            400,
            "There is no member '%s' here; there is %s."
                .formatted(shown(name), String.join(", ", known.stream().sorted().toList())));
      }
    }
    return new JsonMembers(object);
  }

  /** Whether something is said of it, be it null. */
  public boolean names(String name) {
    return object.has(name);
  }

  /** Whether it has a value. */
  public boolean has(String name) {
    return !object.path(name).isMissingNode() && !object.path(name).isNull();
  }

  public Optional<String> text(String name) {
    return found(name)
        .map(value ->
            value
                .asStringOpt()
                .filter(_ -> value.isString())
                .orElseThrow(() -> wrong(name, "a text")));
  }

  public Optional<Boolean> flag(String name) {
    return found(name)
        .map(value -> {
          if (!value.isBoolean()) {
            throw wrong(name, "true or false");
          }
          return value.booleanValue();
        });
  }

  public Optional<Long> number(String name) {
    return found(name)
        .map(value -> {
          if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name, "a whole number");
          }
          return value.longValue();
        });
  }

  /** A whole number between these, both included. */
  public Optional<Integer> number(String name, int least, int most) {
    return found(name)
        .map(value -> {
          if (value.isIntegralNumber()
              && value.canConvertToInt()
              && value.intValue() >= least
              && value.intValue() <= most) {
            return value.intValue();
          }
          throw wrong(name, "a whole number from %d to %d".formatted(least, most));
        });
  }

  public Optional<ObjectNode> object(String name) {
    return found(name)
        .map(value -> {
          if (value instanceof ObjectNode inner) {
            return inner;
          }
          throw wrong(name, "an object");
        });
  }

  public Optional<Duration> duration(String name) {
    return text(name)
        .map(text ->
            ShortTime.parse(text)
                .orElseThrow(() -> wrong(name, "a span of time such as 'PT15M' or '15m'")));
  }

  public Optional<Instant> time(String name) {
    return text(name)
        .map(text -> {
          try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
          } catch (DateTimeException e) {
            throw wrong(name, "a time such as '2026-11-22T06:00:00Z'");
          }
        });
  }

  private Optional<JsonNode> found(String name) {
    return has(name) ? Optional.of(object.get(name)) : Optional.empty();
  }

  /** That a member is wrong. */
  public static OgcException wrong(String member, String allowed) {
    return OgcException.of(400, "The member '" + member + "' must be " + allowed + ".");
  }

  private static String shown(String name) {
    String cut = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    return cut.replaceAll("\\p{C}", "?");
  }
}
