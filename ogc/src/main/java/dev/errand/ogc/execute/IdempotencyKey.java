// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.http.Request;
import dev.errand.ogc.OgcException;
import dev.errand.task.Idempotency;
import java.util.List;
import java.util.Optional;

/** Reads the header {@code Idempotency-Key}, with or without the quotes of its draft standard. */
public final class IdempotencyKey {

  private static final String HEADER = "Idempotency-Key";

  private IdempotencyKey() {}

  /**
   * The key, if there is one.
   *
   * @throws OgcException 400 if it cannot be one, or there are several
   */
  public static Optional<String> of(Request request) {
    List<String> given = request.headers(HEADER);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    String text = given.getFirst().strip();
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    String key = quoted ? text.substring(1, text.length() - 1) : text;
    if (given.size() > 1 || !Idempotency.isKey(key)) {
      throw OgcException.of(
          400,
          "The header %s must be there once, with 1 to %d visible ASCII characters."
              .formatted(HEADER, Idempotency.MOST_CHARACTERS));
    }
    return Optional.of(key);
  }
}
