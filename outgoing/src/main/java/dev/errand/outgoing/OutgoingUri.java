// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * An http or https URL to send a request to. Its user-info is a secret: it is sent, as {@code
 * Authorization}, and shown nowhere.
 *
 * @param target without user-info and fragment
 * @param authorization the value of the header that says the user-info
 */
public record OutgoingUri(URI target, Optional<String> authorization) {

  private static final int LONGEST = 4_096;

  /** Whether a text is meant as such a URL. */
  public static boolean isRemote(String text) {
    return text.regionMatches(true, 0, "http:", 0, 5)
        || text.regionMatches(true, 0, "https:", 0, 6);
  }

  /**
   * Reads a URL.
   *
   * @throws RefusedAddressException if it is not a whole http or https URL of at most 4,096
   *     characters; the message does not repeat it
   */
  public static OutgoingUri parse(String text) {
    if (text.length() > LONGEST) {
      throw RefusedAddressException.of("The URL is longer than " + LONGEST + " characters.");
    }
    try {
      return of(new URI(text));
    } catch (URISyntaxException e) {
      throw RefusedAddressException.of("The URL is not valid: " + e.getReason() + ".");
    }
  }

  /**
   * Takes a URL apart.
   *
   * @throws RefusedAddressException if it is not a whole http or https URL
   */
  public static OutgoingUri of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw RefusedAddressException.of("Only http and https URLs are fetched.");
    }
    String authority = uri.getRawAuthority();
    if (authority == null) {
      throw RefusedAddressException.of("The URL names no host.");
    }
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    if (uri.getHost() == null) {
      throw RefusedAddressException.spelling(host);
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    Optional<String> authorization = Optional.ofNullable(uri.getUserInfo()).map(OutgoingUri::basic);
    return new OutgoingUri(URI.create(scheme + "://" + host + path + query), authorization);
  }

  private static String basic(String userInfo) {
    byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  /** The host as it stands in the URL; an IPv6 address has its brackets. */
  public String host() {
    return target.getHost();
  }

  /** The URL as it may be shown to its caller: without user-info. */
  public String withoutUserInfo() {
    String text = target.toString();
    return authorization.isEmpty() ? text : text.replaceFirst("://", "://***@");
  }

  /** The URL as it may be shown to anybody: without user-info and without the query's text. */
  public String shown() {
    String text = withoutUserInfo();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query) + "?…";
  }

  /**
   * Where a redirect leads. The user-info goes along only to the same scheme, host and port.
   *
   * @throws RefusedAddressException if it leads to something else than http or https
   */
  public OutgoingUri redirected(String location) {
    URI next;
    try {
      next = target.resolve(new URI(location));
    } catch (URISyntaxException e) {
      throw RefusedAddressException.of("The redirect's URL is not valid: " + e.getReason() + ".");
    }
    OutgoingUri remote = of(next);
    boolean same =
        remote.target.getScheme().equals(target.getScheme())
            && remote.target.getAuthority().equalsIgnoreCase(target.getAuthority());
    return same && remote.authorization.isEmpty()
        ? new OutgoingUri(remote.target, authorization)
        : remote;
  }

  /** Never shows the user-info. */
  @Override
  public String toString() {
    return shown();
  }
}
