// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import java.util.Optional;

/** How results are put into an answer: the member {@code response} of what is asked for. */
enum Packing {
  /** Outputs as they are: one alone, several as {@code multipart/related}. */
  RAW("raw"),
  /** A JSON object with a member for each output. */
  DOCUMENT("document");

  private final String word;

  Packing(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  static Optional<Packing> named(String word) {
    return switch (word) {
      case "raw" -> Optional.of(RAW);
      case "document" -> Optional.of(DOCUMENT);
      default -> Optional.empty();
    };
  }
}
