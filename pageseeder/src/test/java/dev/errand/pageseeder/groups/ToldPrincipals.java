// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Directory;
import dev.errand.http.Caller;
import dev.errand.http.Principals;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Believes whoever a request says that it comes from. */
record ToldPrincipals(Directory directory) implements Principals {

  static final String HEADER = "X-Test-User";

  @Override
  public Caller of(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(HEADER))
        .flatMap(directory::principal)
        .map(principal -> new Caller(principal, Caller.Proof.GIVEN))
        .orElse(Caller.ANONYMOUS);
  }

  @Override
  public String challenge() {
    return "Basic realm=\"PageSeeder\"";
  }
}
