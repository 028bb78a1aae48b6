// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.task.StoreException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Protects a server that asks nobody who they are, as one on a developer's machine: a web page must
 * not drive it. Refuses, with 403, requests whose Host is no loopback name (a page whose own name
 * was pointed at this machine sends that name), and requests that a browser calls cross-site. While
 * it cannot be told whether anybody is asked, nobody is answered.
 */
public final class LocalOnlyFilter extends HttpFilter {

  private static final long serialVersionUID = 1;

  private final transient BooleanSupplier active;

  /**
   * @param active whether to protect at the moment: as long as no account exists
   */
  public LocalOnlyFilter(BooleanSupplier active) {
    this.active = active;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean isActive;
    try {
      isActive = active.getAsBoolean();
    } catch (StoreException unknown) {
      refuse(response, Problem.of(unknown));
      return;
    }
    if (!isActive) {
      chain.doFilter(request, response);
    } else if (!isLoopback(request.getHeader("Host"), request.getServerName())) {
      refuse(
          response,
          forbidden("Without accounts this server answers only requests addressed to localhost."));
    } else if ("cross-site".equalsIgnoreCase(request.getHeader("Sec-Fetch-Site"))) {
      refuse(
          response,
          forbidden("Without accounts this server answers no requests that other web sites send."));
    } else {
      chain.doFilter(request, response);
    }
  }

  /** HTTP/2 has no Host header; the container then knows the name from the request line. */
  private static boolean isLoopback(@Nullable String host, @Nullable String serverName) {
    String text = host == null ? serverName : host;
    if (text == null) {
      return false;
    }
    try {
      String name = Authority.parse(text).host().toLowerCase(Locale.ROOT);
      return name.equals("localhost") || name.equals("[::1]") || isLoopbackAddress(name);
    } catch (HttpException malformed) {
      return false;
    }
  }

  /** Whether a name is 127.x.x.x in numbers; {@code 127.0.0.1.example.org} is not. */
  private static boolean isLoopbackAddress(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts.length != 4 || !parts[0].equals("127")) {
      return false;
    }
    for (String part : parts) {
      boolean number =
          !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!number) {
        return false;
      }
    }
    return true;
  }

  private static Problem forbidden(String message) {
    return new Problem(403, message, Map.of());
  }

  private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.status());
    problem.headers().forEach(response::setHeader);
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().println(problem.message());
  }
}
