// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.testkit.access.Who;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/** Takes callers for whom they say they are, by the header {@value #HEADER}. */
public final class TestCallers implements Principals {

  public static final String HEADER = "Test-Caller";

  /** With this header too, it counts as known by a cookie. */
  public static final String COOKIE = "Test-By-Cookie";

  /** The header of a caller, as name and value; none for somebody who is not logged in. */
  public static String[] as(Who who) {
    return who.account().map(name -> new String[] {HEADER, name}).orElse(new String[0]);
  }

  @Override
  public Caller of(HttpServletRequest request) {
    Caller.Proof proof =
        request.getHeader(COOKIE) == null ? Caller.Proof.GIVEN : Caller.Proof.COOKIE;
    return Optional.ofNullable(request.getHeader(HEADER))
        .map(name -> new Caller(Who.valueOf(name.toUpperCase(Locale.ROOT)).principal(), proof))
        .orElse(Caller.ANONYMOUS);
  }

  @Override
  public String challenge() {
    return "Basic realm=\"Test\"";
  }
}
