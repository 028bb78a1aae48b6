// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.access.Directory;
import dev.errand.http.Caller;
import dev.errand.http.HttpException;
import dev.errand.http.Principals;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows callers by the name in Basic credentials, or by a session in the path. */
final class TestPrincipals implements Principals {

  private static final Pattern SESSION = Pattern.compile(";jsessionid=SESSION-OF-([a-z.]+)");
  private static final String PASSWORD = ":secret";

  private final Directory directory;

  TestPrincipals(Directory directory) {
    this.directory = directory;
  }

  /** The value of an Authorization header. */
  static String basic(String name) {
    return "Basic "
        + Base64.getEncoder().encodeToString((name + PASSWORD).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Caller of(HttpServletRequest request) {
    Matcher session = SESSION.matcher(request.getRequestURI());
    if (session.find()) {
      return caller(session.group(1));
    }
    String header = request.getHeader("Authorization");
    return header == null ? Caller.ANONYMOUS : caller(name(header));
  }

  private Caller caller(String name) {
    return directory
        .principal(name)
        .map(principal -> new Caller(principal, Caller.Proof.GIVEN))
        .orElseThrow(this::unknown);
  }

  private String name(String header) {
    try {
      byte[] decoded = Base64.getDecoder().decode(header.replaceFirst("^Basic ", ""));
      String text = new String(decoded, StandardCharsets.UTF_8);
      if (!text.endsWith(PASSWORD)) {
        throw unknown();
      }
      return text.substring(0, text.length() - PASSWORD.length());
    } catch (IllegalArgumentException malformed) {
      throw unknown();
    }
  }

  private HttpException unknown() {
    return new HttpException(
        401, "Name or password is wrong.", Map.of("WWW-Authenticate", challenge()));
  }

  @Override
  public String challenge() {
    return "Basic realm=\"Errand\", charset=\"UTF-8\", Bearer realm=\"Errand\"";
  }
}
