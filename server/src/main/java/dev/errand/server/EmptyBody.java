// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests without a body through to operations of the actuator that may have one, whatever
 * type they say it has: Spring Boot answers 415 to a POST that has nothing to give a type to.
 */
final class EmptyBody extends HttpFilter {

  private static final long serialVersionUID = 1;

  private static final String NAME = "Content-Type";
  private static final String TYPE = "application/json";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean empty =
        request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
    boolean posted = request.getMethod().equals("POST");
    chain.doFilter(empty && posted ? new Typed(request) : request, response);
  }

  /** The same with a type. */
  private static final class Typed extends HttpServletRequestWrapper {

    Typed(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getContentType() {
      return TYPE;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase(NAME) ? TYPE : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return name.equalsIgnoreCase(NAME)
          ? Collections.enumeration(List.of(TYPE))
          : super.getHeaders(name);
    }
  }
}
