// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import dev.errand.pageseeder.ServiceCall;
import dev.errand.pageseeder.ServiceException;
import java.util.List;
import java.util.Optional;

/**
 * The options of an export that have a meaning here. Of the others, those about cross-references,
 * images and metadata, only the values are checked; options that PageSeeder does not have are
 * passed over.
 */
record ExportOptions(Optional<String> includes, Optional<String> excludes, boolean failOnError) {

  private static final String FAIL_ON_ERROR = "fail-on-error";

  private static final List<String> TRUTHS =
      List.of(
          FAIL_ON_ERROR,
          "allurls",
          "binary-metadata-only",
          "image-metadata-only",
          "interpublication-xrefs",
          "load-alternates",
          "load-images",
          "metadata-only");

  private static final List<String> NUMBERS = List.of("forward-depth", "reverse-depth");
  private static final int MOST_CHARACTERS = 2_000;

  /**
   * Reads and checks them.
   *
   * @param failing the default of {@code fail-on-error}
   * @throws ServiceException 400 naming the one that is wrong
   */
  static ExportOptions of(ServiceCall call, boolean failing) {
    for (String name : TRUTHS) {
      given(call, name)
          .filter(value -> !value.equals("true") && !value.equals("false"))
          .ifPresent(value -> refuse(name, "true or false"));
    }
    for (String name : NUMBERS) {
      given(call, name)
          .filter(value -> !value.matches("-?[0-9]{1,9}"))
          .ifPresent(value -> refuse(name, "a whole number"));
    }
    return new ExportOptions(
        patterns(call, "includes"),
        patterns(call, "excludes"),
        given(call, FAIL_ON_ERROR).map("true"::equals).orElse(failing));
  }

  private static Optional<String> patterns(ServiceCall call, String name) {
    Optional<String> patterns = given(call, name);
    patterns
        .filter(text -> text.length() > MOST_CHARACTERS)
        .ifPresent(text -> refuse(name, "at most " + MOST_CHARACTERS + " characters"));
    return patterns;
  }

  private static Optional<String> given(ServiceCall call, String name) {
    return call.parameters().first(name).filter(value -> !value.isEmpty());
  }

  private static void refuse(String name, String what) {
    throw new ServiceException(400, "E400", "The parameter '" + name + "' must be " + what + ".");
  }
}
