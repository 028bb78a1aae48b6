// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.http.Problem;
import dev.errand.http.UnknownOutcome;
import dev.errand.task.UnknownOutcomeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What an error document says.
 *
 * @param id PageSeeder's where it has one for the case; else {@code E} and the HTTP status, which
 *     PageSeeder itself does not use
 */
record ServiceError(int status, String id, String message, Map<String, String> headers) {

  private static final String CHALLENGE = "Basic realm=\"PageSeeder\", charset=\"UTF-8\"";
  private static final Pattern REALM = Pattern.compile("realm=\"[^\"]*\"");

  static ServiceError of(Throwable error) {
    if (error instanceof ServiceException refused) {
      String message = Objects.requireNonNullElse(refused.getMessage(), "");
      return new ServiceError(refused.status(), refused.id(), message, Map.of());
    }
    if (error instanceof UnknownOutcomeException unknown) {
      return unknown(unknown);
    }
    Problem problem = Problem.of(error);
    return switch (problem.status()) {
      case 401 -> new ServiceError(401, "E401", problem.message(), challenge(problem.headers()));
      case 403 -> new ServiceError(403, "0101", forbidden(problem.message()), problem.headers());
      case 405 ->
          new ServiceError(
              400, "0103", "This service does not take that method.", problem.headers());
      default ->
          new ServiceError(
              problem.status(), "E" + problem.status(), problem.message(), problem.headers());
    };
  }

  /** Of a thread the id is known, whether it was stored or not. */
  private static ServiceError unknown(UnknownOutcomeException unknown) {
    Problem problem = Problem.of(unknown);
    String message =
        unknown
            .task()
            .map(key ->
                UnknownOutcome.ofStart(
                    "the thread", "Its id is " + ThreadWords.id(key) + ": ask for its progress"))
            .orElse(problem.message());
    return new ServiceError(problem.status(), "E" + problem.status(), message, problem.headers());
  }

  private static String forbidden(String message) {
    return message.startsWith("Access forbidden") ? message : "Access forbidden: " + message;
  }

  /** The headers, with the realm that PageSeeder's clients know. */
  private static Map<String, String> challenge(Map<String, String> headers) {
    Map<String, String> renamed = new LinkedHashMap<>(headers);
    renamed.merge(
        "WWW-Authenticate",
        CHALLENGE,
        (offered, ours) -> REALM.matcher(offered).replaceAll("realm=\"PageSeeder\""));
    return renamed;
  }
}
