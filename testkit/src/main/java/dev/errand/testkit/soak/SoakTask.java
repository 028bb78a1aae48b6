// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.soak;

import dev.errand.task.Idempotency;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.testkit.Work;
import java.time.Duration;
import java.util.Optional;

/**
 * What a task of a soak is and does. All of it follows from its name, so that every process can
 * tell: who submits, who runs it, and who judges in the end.
 *
 * @param node who submits it
 * @param mix what kinds there are
 * @param number counts the tasks of that node
 */
public record SoakTask(String node, Mix mix, int number) {

  /** May not be repeated. */
  public static final String ONCE = "once";

  /** May be repeated, as often as nodes go away. */
  public static final String AGAIN = "again";

  /** The same on threads that wait. */
  public static final String PATIENT = "patient";

  /** May be repeated until three attempts are used up. */
  public static final String THRICE = "thrice";

  /** How often {@link #THRICE} may be tried. */
  public static final int ATTEMPTS = 3;

  /** Which tasks a soak has. */
  public enum Mix {
    /** All kinds. */
    ALL,
    /** Only such with one of five ordering keys. */
    KEYS,
    /** All kinds, some longer than a short lease, some with an idempotency key. */
    CHAOS
  }

  /** What {@link Work} says of its inputs. */
  public static SoakTask described(String description) {
    String[] parts = description.substring(description.lastIndexOf(' ') + 1).split("-", -1);
    return new SoakTask(parts[0], Mix.valueOf(parts[1]), Integer.parseInt(parts[2]));
  }

  public String name() {
    return node + "-" + mix + "-" + number;
  }

  public Submission submission() {
    Work.In inputs = new Work.In(name(), orderingKey(), Optional.empty());
    Submission.Builder submission = Submission.builder(operation()).inputs(Json.of(inputs));
    if (isIdempotent()) {
      submission.idempotency(new Idempotency(name(), "ab"));
    }
    return submission.build();
  }

  /** Whether it may be submitted again when nobody knows whether it was stored. */
  public boolean isIdempotent() {
    return number % 3 == 0 && mix == Mix.CHAOS;
  }

  public String operation() {
    return switch (number % 10) {
      case 0, 1, 2, 3, 4 -> ONCE;
      case 8 -> mix == Mix.CHAOS ? THRICE : AGAIN;
      case 9 -> PATIENT;
      default -> AGAIN;
    };
  }

  public Optional<String> orderingKey() {
    return switch (mix) {
      case ALL, CHAOS -> number % 8 == 3 ? Optional.of("key-" + number / 8 % 20) : Optional.empty();
      case KEYS -> Optional.of("key-" + number % 5);
    };
  }

  public Duration length() {
    if (number % 17 == 5 && mix == Mix.CHAOS) {
      return Duration.ofMillis(1_000 + number % 7 * 500);
    }
    if (number % 5 == 2 && mix != Mix.KEYS) {
      return Duration.ofMillis(200 + number % 7 * 100);
    }
    return Duration.ofMillis(number % 3 == 1 ? 20 + number % 30 : 1 + number % 5);
  }

  public boolean leavesFile() {
    return number % 11 == 4;
  }

  /** Whether it is cancelled, soon after it was submitted. */
  public boolean isCancelled() {
    return number % 13 == 6 && mix != Mix.KEYS;
  }
}
