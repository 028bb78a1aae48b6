// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.http.Caller;
import dev.errand.http.Principals;
import dev.errand.task.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Takes callers for the administrators whom they say they are, because some limits are each one's.
 */
final class NamedCallers implements Principals {

  /** The header with the name. */
  static final String HEADER = "Bench-Caller";

  @Override
  public Caller of(HttpServletRequest request) {
    Principal principal =
        Optional.ofNullable(request.getHeader(HEADER))
            .map(Principal::administrator)
            .orElse(Principal.LOCAL);
    return new Caller(principal, Caller.Proof.GIVEN);
  }

  @Override
  public String challenge() {
    return "Basic realm=\"bench\"";
  }
}
