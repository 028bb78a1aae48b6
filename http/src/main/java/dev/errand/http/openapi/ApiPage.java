// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.openapi;

import dev.errand.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The page that shows the document: Swagger UI, from its web jar, and a few lines of ours. Nothing
 * comes from another server, and no script stands in the page itself. Safe for all threads.
 */
final class ApiPage {

  /** The library needs styles in the page and pictures in its style sheet. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/";

  /** What browsers may ask for, with its type. */
  private static final Map<String, String> TYPES =
      Map.of(
          "swagger-ui-bundle.js", "text/javascript;charset=UTF-8",
          "swagger-ui.css", "text/css;charset=UTF-8",
          "page.js", "text/javascript;charset=UTF-8",
          "page.css", "text/css;charset=UTF-8");

  private final String version = version();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  Response answer() {
    String text = new String(bytes("page.html"), StandardCharsets.UTF_8);
    byte[] page = text.replace("{version}", version).getBytes(StandardCharsets.UTF_8);
    return new Response.Whole(
        200,
        "text/html;charset=UTF-8",
        new Response.Bytes(page, page.length),
        Map.of("Content-Security-Policy", POLICY, "Vary", "Accept"));
  }

  /** A file of the page. Its address in the page has the version, so it may be kept for long. */
  Optional<Response> file(String name) {
    @Nullable String type = TYPES.get(name);
    if (type == null) {
      return Optional.empty();
    }
    byte[] bytes = bytes(name);
    return Optional.of(
        new Response.Whole(
            200,
            type,
            new Response.Bytes(bytes, bytes.length),
            Map.of("Cache-Control", "public, max-age=86400")));
  }

  private byte[] bytes(String name) {
    return files.computeIfAbsent(
        name, file -> read(file.startsWith("swagger-ui") ? LIBRARY + version + "/" + file : file));
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the version of Swagger UI cannot be read", e);
    }
    return properties.getProperty("version");
  }

  private static byte[] read(String name) {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the page cannot be read: " + name, e);
    }
  }

  private static InputStream open(String name) {
    @Nullable InputStream in = ApiPage.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(
          "there is no " + name + "; is org.webjars:swagger-ui on the class path?");
    }
    return in;
  }
}
