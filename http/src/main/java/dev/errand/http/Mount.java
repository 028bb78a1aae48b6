// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;

/** Where in its container's address space the servlet stands. */
final class Mount {

  private Mount() {}

  /**
   * The part of the path, after the context, that the servlet's mapping matched; empty at the root.
   */
  static String servletPrefix(HttpServletRequest request) {
    // As default servlet ("/") the container calls the whole path the servlet's.
    return request.getHttpServletMapping().getMappingMatch() == MappingMatch.PATH
        ? request.getServletPath()
        : "";
  }

  /** How many segments of the raw path belong to the context and the servlet. */
  static int depth(HttpServletRequest request) {
    return slashes(request.getContextPath()) + slashes(servletPrefix(request));
  }

  private static int slashes(String path) {
    int count = 0;
    for (int i = 0; i < path.length(); i++) {
      count += path.charAt(i) == '/' ? 1 : 0;
    }
    return count;
  }
}
