// SPDX-License-Identifier: Apache-2.0
package dev.errand.callback;

import java.time.Instant;

/** What came of an attempt to send a delivery. */
public sealed interface Settlement {

  /** For people: a status, or why there was none. */
  String said();

  /** The subscriber has it. */
  record Delivered(String said) implements Settlement {}

  /** It will not be sent again. */
  record GivenUp(String said) implements Settlement {}

  /** It is to be sent again. */
  record Again(String said, Instant at) implements Settlement {}
}
