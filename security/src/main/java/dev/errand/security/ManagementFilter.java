// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.http.HttpException;
import dev.errand.http.Principals;
import dev.errand.http.Problem;
import dev.errand.task.Principal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Before the management endpoints: health is for everybody, all else for administrators. Whatever
 * is not spelled exactly like health is not taken for it.
 */
public final class ManagementFilter extends HttpFilter {

  private static final long serialVersionUID = 1;
  private static final Pattern HEALTH = Pattern.compile(".*/health(/[a-z]+)?");

  private final transient Principals principals;

  public ManagementFilter(Principals principals) {
    this.principals = principals;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      if (!HEALTH.matcher(request.getRequestURI()).matches()) {
        requireAdministrator(principals.of(request).principal());
      }
    } catch (RuntimeException error) {
      refuse(response, Problem.of(error));
      return;
    }
    chain.doFilter(request, response);
  }

  private void requireAdministrator(Principal principal) {
    if (principal.isAnonymous()) {
      throw new HttpException(
          401,
          "Log in first: who you are is not known.",
          Map.of("WWW-Authenticate", principals.challenge()));
    }
    if (!principal.administrator()) {
      throw new HttpException(403, "Access forbidden: only administrators may do this.");
    }
  }

  private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.status());
    problem.headers().forEach(response::setHeader);
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().println(problem.message());
  }
}
