// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The address from which a request comes. */
public final class RemoteAddress {

  private static final int MOST_CHARACTERS = 64;

  private RemoteAddress() {}

  /**
   * The address of whoever opened the connection; behind a proxy that is trusted, the one that the
   * proxy saw. That is the last one of {@code Forwarded} (RFC 7239) or {@code X-Forwarded-For}:
   * what stands before it is what the caller itself may have sent.
   *
   * @return as text, of at most 64 characters; not always a number
   */
  public static String of(HttpServletRequest request, boolean trustForwarded) {
    String seen = trustForwarded ? forwarded(request) : "";
    String address = seen.isEmpty() ? bare(String.valueOf(request.getRemoteAddr())) : seen;
    return address.length() <= MOST_CHARACTERS ? address : address.substring(0, MOST_CHARACTERS);
  }

  /** Whether an address in numbers is one of this machine's own. */
  public static boolean isLoopback(String address) {
    if (address.equals("127.0.0.1")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException notInNumbers) {
      return false;
    }
  }

  private static String forwarded(HttpServletRequest request) {
    String element = lastElement(request.getHeaders("Forwarded"));
    if (element.isEmpty()) {
      return bare(lastElement(request.getHeaders("X-Forwarded-For")));
    }
    for (String pair : element.split(";", -1)) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2 && parts[0].strip().toLowerCase(Locale.ROOT).equals("for")) {
        return bare(parts[1].strip().replace("\"", ""));
      }
    }
    return "";
  }

  private static String lastElement(@Nullable Enumeration<String> headers) {
    String last = "";
    while (headers != null && headers.hasMoreElements()) {
      last = headers.nextElement();
    }
    return last.substring(last.lastIndexOf(',') + 1).strip();
  }

  /** Without a port and without the brackets of IPv6. */
  private static String bare(String node) {
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      return end < 0 ? node : node.substring(1, end);
    }
    int colon = node.indexOf(':');
    return colon < 0 || node.indexOf(':', colon + 1) >= 0 ? node : node.substring(0, colon);
  }
}
