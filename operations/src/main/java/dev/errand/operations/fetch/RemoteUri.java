// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * An http or https URL. Its user-info is a secret: it is sent, and shown nowhere.
 *
 * @param target without user-info and fragment
 * @param authorization the value of the header that says the user-info
 */
public record RemoteUri(URI target, Optional<String> authorization) {

  /** Whether a text is meant as such a URL. */
  public static boolean isRemote(String text) {
    return text.regionMatches(true, 0, "http:", 0, 5)
        || text.regionMatches(true, 0, "https:", 0, 6);
  }

  /**
   * Reads a URL.
   *
   * @throws AddressRefusedException if it is not a whole http or https URL; the message does not
   *     repeat it
   */
  public static RemoteUri parse(String text) {
    try {
      return of(new URI(text));
    } catch (URISyntaxException e) {
      throw new AddressRefusedException("The URL is not valid: " + e.getReason() + ".");
    }
  }

  /**
   * Takes a URL apart.
   *
   * @throws AddressRefusedException if it is not a whole http or https URL
   */
  static RemoteUri of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new AddressRefusedException("Only http and https URLs are fetched.");
    }
    String authority = uri.getRawAuthority();
    if (uri.getHost() == null || authority == null) {
      throw new AddressRefusedException("The URL names no host.");
    }
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    Optional<String> authorization = Optional.ofNullable(uri.getUserInfo()).map(RemoteUri::basic);
    return new RemoteUri(URI.create(scheme + "://" + host + path + query), authorization);
  }

  private static String basic(String userInfo) {
    byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  /** The URL as it may be shown. */
  public String shown() {
    String text = target.toString();
    return authorization.isEmpty() ? text : text.replaceFirst("://", "://***@");
  }

  /**
   * Where a redirect leads. The user-info goes along only to the same scheme, host and port.
   *
   * @throws AddressRefusedException if it leads to something else than http or https
   */
  RemoteUri redirected(String location) {
    URI next;
    try {
      next = target.resolve(new URI(location));
    } catch (URISyntaxException e) {
      throw new AddressRefusedException("The redirect's URL is not valid: " + e.getReason() + ".");
    }
    RemoteUri remote = of(next);
    boolean same =
        remote.target.getScheme().equals(target.getScheme())
            && remote.target.getAuthority().equalsIgnoreCase(target.getAuthority());
    return same && remote.authorization.isEmpty()
        ? new RemoteUri(remote.target, authorization)
        : remote;
  }

  /** Never shows the user-info. */
  @Override
  public String toString() {
    return shown();
  }
}
