// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * How the caller addressed the outermost proxy: the first element of {@code Forwarded} (RFC 7239),
 * else of the {@code X-Forwarded-*} headers.
 *
 * @param host with perhaps a port
 * @param prefix a path that the proxy took off, without a slash at its end
 */
record Forwarded(Optional<String> scheme, Optional<String> host, Optional<String> prefix) {

  static Forwarded of(HttpServletRequest request) {
    String header = request.getHeader("Forwarded");
    Optional<String> prefix = first(request, "X-Forwarded-Prefix").flatMap(Forwarded::plainPath);
    if (header != null) {
      return new Forwarded(
          parameter(header, "proto").flatMap(Forwarded::plainScheme),
          parameter(header, "host"),
          prefix);
    }
    Optional<String> host = first(request, "X-Forwarded-Host");
    Optional<String> port = first(request, "X-Forwarded-Port");
    if (host.isPresent()
        && port.isPresent()
        && host.get().lastIndexOf(':') <= host.get().lastIndexOf(']')) {
      host = Optional.of(host.get() + ":" + port.get());
    }
    return new Forwarded(
        first(request, "X-Forwarded-Proto").flatMap(Forwarded::plainScheme), host, prefix);
  }

  private static Optional<String> first(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name))
        .map(value -> value.split(",", 2)[0].strip())
        .filter(value -> !value.isEmpty());
  }

  private static Optional<String> parameter(String header, String name) {
    String element = header.split(",", 2)[0];
    for (String pair : element.split(";", -1)) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2 && parts[0].strip().equalsIgnoreCase(name)) {
        return Optional.of(parts[1].strip().replace("\"", "")).filter(value -> !value.isEmpty());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> plainScheme(String scheme) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    return Optional.of(lower).filter(s -> s.equals("http") || s.equals("https"));
  }

  private static Optional<String> plainPath(String path) {
    boolean plain =
        path.startsWith("/")
            && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '<');
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return Optional.of(trimmed).filter(p -> plain);
  }
}
