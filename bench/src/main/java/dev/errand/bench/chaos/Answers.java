// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.task.ErrandException;
import dev.errand.task.UnknownOutcomeException;

/** What an answer promises. */
final class Answers {

  private Answers() {}

  /** Whether what was asked for may have been done; if not, it was not. */
  static boolean isUnknown(ErrandException answer) {
    return answer instanceof UnknownOutcomeException;
  }
}
