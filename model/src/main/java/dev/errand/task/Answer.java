// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.Optional;

/** What became of a question that a task asked. To refuse is an answer as well. */
public sealed interface Answer {

  /** What somebody may say; the kinds are those of MCP's elicitation. */
  sealed interface Given extends Answer {}

  /**
   * What was asked for.
   *
   * @param content an object that fits the question's schema
   */
  record Accepted(Json content) implements Given {}

  /** No. */
  record Declined() implements Given {}

  /** Neither yes nor no: whoever was asked does not want to be. */
  record Dismissed() implements Given {}

  /**
   * Nobody answered in the time that there was.
   *
   * @param standard what counts instead, where the operation said so
   */
  record TimedOut(Optional<Json> standard) implements Answer {}

  Given DECLINED = new Declined();
  Given DISMISSED = new Dismissed();

  /** What was asked for, whether somebody said it or it is what counts without an answer. */
  default Optional<Json> value() {
    return switch (this) {
      case Accepted(Json content) -> Optional.of(content);
      case TimedOut(Optional<Json> standard) -> standard;
      case Declined _, Dismissed _ -> Optional.empty();
    };
  }

  /**
   * The same read as {@code type}, which the question was asked with.
   *
   * @throws tools.jackson.core.JacksonException if it does not fit
   */
  default <T> Optional<T> as(Class<T> type) {
    return value().map(json -> json.as(type));
  }

  /** Whether there is a value. */
  default boolean isAccepted() {
    return value().isPresent();
  }
}
