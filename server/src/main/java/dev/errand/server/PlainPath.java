// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses requests to the actuator whose path only means it, such as {@code /./actuator/health}:
 * the container finds it there and Spring MVC, which reads the path as it was sent, fails on that.
 */
final class PlainPath extends HttpFilter {

  private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String plain = request.getContextPath() + request.getServletPath();
    if (request.getRequestURI().startsWith(plain)) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    }
  }
}
