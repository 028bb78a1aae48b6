// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.wire;

import dev.errand.access.ForbiddenException;
import dev.errand.http.HttpException;
import dev.errand.http.Problem;
import dev.errand.task.UnknownOutcomeException;

/** What clients are told of exceptions, where the request itself was sound. */
public final class Faults {

  private Faults() {}

  /** Maps any exception; logs those that are the server's own fault. */
  public static Fault of(Throwable error) {
    return switch (error) {
      case Fault fault -> fault;
      case HttpException refusal -> Fault.invalidParams(refusal.problem().message());
      case ForbiddenException forbidden ->
          Fault.invalidParams("That is not allowed: " + forbidden.getMessage());
      case UnknownOutcomeException unknown ->
          Fault.internal(
              Problem.of(unknown).message()
                  + " A call with _meta[\"dev.errand/idempotency-key\"] can be repeated safely.");
      default -> Fault.internal(Problem.of(error).message());
    };
  }
}
