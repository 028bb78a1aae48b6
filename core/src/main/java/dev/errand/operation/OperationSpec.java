// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import dev.errand.access.Starters;
import java.util.regex.Pattern;

/**
 * What an operation is called, takes and gives, and how the engine may treat it.
 *
 * <p>The schema of the inputs follows from the record: a component is required unless it is an
 * {@code Optional}, {@code OptionalInt}, {@code OptionalLong} or {@code OptionalDouble}, or has a
 * default given by {@code @JsonProperty(defaultValue = …)}; {@code @JsonPropertyDescription}
 * describes it; {@link Secret} keeps its value out of everything that is shown.
 *
 * @param name lower-case words joined by hyphens, such as {@code osm-import}
 * @param title a line for people
 * @param inputs the record of the inputs
 * @param result the class of the result; {@code Void.class} for none
 * @param recovery what happens to an attempt that was lost with its node
 * @param waits whether an attempt mostly waits (for a process, for a remote call), so that it runs
 *     on a virtual thread under a limit of its own instead of holding a worker
 * @param starters who may start it
 */
public record OperationSpec<I extends Record, R>(
    String name,
    String title,
    Class<I> inputs,
    Class<R> result,
    Recovery recovery,
    boolean waits,
    Starters starters) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public OperationSpec {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of an operation is lower-case words joined by hyphens, not '" + name + "'");
    }
  }

  /** An operation that may not be repeated, works rather than waits, and is open to users. */
  public static <I extends Record, R> OperationSpec<I, R> of(
      String name, String title, Class<I> inputs, Class<R> result) {
    return new OperationSpec<>(name, title, inputs, result, Recovery.FAIL, false, Starters.USERS);
  }

  /** The same with another recovery rule. */
  public OperationSpec<I, R> recovery(Recovery recovery) {
    return new OperationSpec<>(name, title, inputs, result, recovery, waits, starters);
  }

  /** The same for other people. */
  public OperationSpec<I, R> starters(Starters starters) {
    return new OperationSpec<>(name, title, inputs, result, recovery, waits, starters);
  }

  /** The same for an operation that mostly waits. */
  public OperationSpec<I, R> waiting() {
    return new OperationSpec<>(name, title, inputs, result, recovery, true, starters);
  }
}
