// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.Optional;

/**
 * Keeps web pages of other sites from changing anything through the browser of somebody who is
 * logged in here (cross-site request forgery).
 *
 * <p>A browser says by {@code Sec-Fetch-Site} where a request comes from (W3C Fetch Metadata);
 * programs do not send it. What is known by a cookie is refused unless the browser says that the
 * page is ours. Without that header, which browsers leave out on plain HTTP between machines, a
 * request other than GET passes if its {@code Origin}, which they always send then, is ours or
 * missing; a GET that changes something passes without a cookie only.
 */
final class CrossSite {

  private static final String SAME = "same-origin";

  private CrossSite() {}

  /**
   * Does nothing, or refuses a request that changes something.
   *
   * @throws HttpException 403 if a page of another site may have sent it
   */
  static void refuse(Request request) {
    Optional<String> site = request.header("Sec-Fetch-Site");
    boolean cookie = request.caller().proof() == Caller.Proof.COOKIE;
    boolean ours =
        site.map(from -> from.equals(SAME) || (from.equals("none") && !cookie))
            .orElseGet(() -> request.method().equals("GET") ? !cookie : hasOwnOrigin(request));
    if (!ours) {
      throw new HttpException(
          403,
          "A page of another web site may have sent this request, so nothing was changed. Programs"
              + " say who they are by an Authorization header.");
    }
  }

  private static boolean hasOwnOrigin(Request request) {
    Optional<String> origin = request.header("Origin");
    // The scheme is left out: a proxy may have spoken https to the browser.
    return origin.isEmpty()
        || origin
            .map(from -> from.substring(from.indexOf("://") + 1))
            .equals(request.header("Host").map(host -> "//" + host));
  }
}
