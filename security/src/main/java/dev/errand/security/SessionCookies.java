// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.access.Account;
import dev.errand.http.HttpSettings;
import dev.errand.http.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Enumeration;
import java.util.Optional;

/**
 * Finds the session of a request, and makes the cookie of a new one. An unknown or ended session is
 * as good as none. Safe for all threads.
 *
 * <p>The cookie holds for all paths of the servlet and not only below {@code /ps}, because tasks
 * have the same owner in every dialect. Scripts cannot read it, and browsers send it with requests
 * of our own pages only.
 */
public final class SessionCookies {

  private final SignedSessions sessions;
  private final Links links;

  public SessionCookies(SignedSessions sessions, HttpSettings settings) {
    this.sessions = sessions;
    this.links = new Links(settings);
  }

  /** The one that {@code ;jsessionid=} names. */
  Optional<Session> inPath(String rawPath) {
    return SessionTexts.inPath(rawPath).flatMap(sessions::find);
  }

  /** The first one that cookies name. */
  Optional<Session> inCookies(HttpServletRequest request) {
    Enumeration<String> headers = request.getHeaders("Cookie");
    while (headers.hasMoreElements()) {
      Optional<Session> found = inCookies(headers.nextElement());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  Optional<Session> inCookies(String header) {
    return SessionTexts.inCookies(header).stream()
        .map(sessions::find)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The value of a {@code Set-Cookie} header with a new session; empty if the account is gone. */
  Optional<String> begin(Account account, HttpServletRequest request) {
    return begin(account, links.base(request));
  }

  /**
   * The same.
   *
   * @param base where the servlet stands, as callers see it
   */
  Optional<String> begin(Account account, String base) {
    return sessions
        .begin(account)
        .map(text -> cookie(text, base) + "; Max-Age=" + sessions.life().toSeconds());
  }

  /** Ends a session for good. */
  void end(Session session) {
    sessions.end(session);
  }

  /** The value of a {@code Set-Cookie} header that has browsers forget any session. */
  static String none(String base) {
    return cookie("", base) + "; Max-Age=0";
  }

  private static String cookie(String text, String base) {
    URI place = URI.create(base);
    String path = place.getRawPath().isEmpty() ? "/" : place.getRawPath();
    String secure = "https".equals(place.getScheme()) ? "; Secure" : "";
    return SessionTexts.COOKIE
        + '='
        + text
        + "; Path="
        + path
        + "; HttpOnly; SameSite=Strict"
        + secure;
  }
}
