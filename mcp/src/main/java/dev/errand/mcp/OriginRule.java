// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.http.HttpException;
import dev.errand.http.Request;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which web pages may send requests: those of this server itself, those of this machine as long as
 * the server is addressed as one of it, and those that are allowed by name. Programs send no
 * Origin.
 */
record OriginRule(Set<String> allowed) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  OriginRule {
    allowed = allowed.stream().map(OriginRule::canonical).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Does nothing, or refuses what another web site may have sent.
   *
   * @throws HttpException 403 if so
   */
  void check(Request request) {
    Optional<String> origin = request.header("Origin");
    boolean elsewhere =
        origin.isPresent() && (isAllowed(origin.get()) || isOfThisMachine(request, origin.get()));
    if (elsewhere && !request.isKnownByCookie()) {
      return;
    }
    if (origin.isPresent() && !isOwn(request, origin.get())) {
      throw new HttpException(
          403,
          "A page of another web site may have sent this request, so nothing was done. Whoever runs"
              + " the server can allow it by errand.mcp.origins.");
    }
    request.requireOwnSite();
  }

  /** Whether it was allowed by name. */
  boolean isAllowed(String origin) {
    return allowed.contains(canonical(origin));
  }

  /** Of a page that has none, such as a file, {@code null} is sent; that is nobody's. */
  private static boolean isOwn(Request request, String origin) {
    // The scheme is left out: a proxy may have spoken https to the browser.
    return authority(origin).equals(authority(request.base()));
  }

  private static boolean isOfThisMachine(Request request, String origin) {
    return isLoopback(origin) && isLoopback(request.base());
  }

  private static boolean isLoopback(String url) {
    try {
      String host = new URI(url).getHost();
      return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private static String authority(String url) {
    try {
      URI uri = new URI(url);
      boolean usual = uri.getPort() < 0 || uri.getPort() == 80 || uri.getPort() == 443;
      return uri.getHost() == null
          ? ""
          : uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + uri.getPort());
    } catch (URISyntaxException malformed) {
      return "";
    }
  }

  private static String canonical(String origin) {
    String lower = origin.strip().toLowerCase(Locale.ROOT);
    return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
