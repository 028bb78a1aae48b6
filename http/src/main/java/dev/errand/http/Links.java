// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address under which a caller reaches the servlet, to begin links with. Safe for all
 * threads.
 */
public final class Links {

  private final HttpSettings settings;

  public Links(HttpSettings settings) {
    this.settings = settings;
  }

  /**
   * Scheme, host, port unless it is 80, and base path, without a slash at the end.
   *
   * @throws HttpException 400 if the request names no possible host
   */
  public String base(HttpServletRequest request) {
    if (settings.publicUrl().isPresent()) {
      return withoutSlash(settings.publicUrl().get());
    }
    String scheme = request.getScheme();
    String host = request.getHeader("Host");
    String prefix = request.getContextPath() + Mount.servletPrefix(request);
    if (settings.trustForwarded()) {
      Forwarded forwarded = Forwarded.of(request);
      scheme = forwarded.scheme().orElse(scheme);
      host = forwarded.host().orElse(host);
      prefix = forwarded.prefix().orElse("") + prefix;
    }
    return address(scheme, authority(request, host), prefix);
  }

  /** HTTP/2 has no Host header; a container then knows the name from the request line. */
  private static Authority authority(HttpServletRequest request, @Nullable String host) {
    if (host != null && !host.isEmpty()) {
      return Authority.parse(host);
    }
    String name = request.getServerName();
    if (name == null || name.isEmpty()) {
      throw HttpException.badRequest("The request names no host.");
    }
    return Authority.parse(name + ":" + request.getServerPort());
  }

  private static String address(String scheme, Authority authority, String prefix) {
    boolean https = scheme.equals("https");
    int port = authority.port().orElse(https ? 443 : 80);
    StringBuilder address =
        new StringBuilder(64).append(scheme).append("://").append(authority.host());
    // GeoGig leaves out port 80 only, and clients compare; on https, 80 would be a different place.
    if (port != 80 || https) {
      address.append(':').append(port);
    }
    return address.append(prefix).toString();
  }

  private static String withoutSlash(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
