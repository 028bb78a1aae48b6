// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.http.Dialect;
import dev.errand.http.Problem;
import dev.errand.http.Request;
import dev.errand.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The XML of PageSeeder's log-in service. Refusals are its error document, whose id here is the
 * HTTP status in hexadecimal; its own ids say nothing about log-ins.
 */
final class LogInDialect implements Dialect {

  static final LogInDialect INSTANCE = new LogInDialect();

  private LogInDialect() {}

  @Override
  public Set<String> suffixes() {
    return Set.of("xml");
  }

  @Override
  public Response refuse(Request request, Throwable error) {
    Problem problem = Problem.of(error);
    String id = HexFormat.of().toHexDigits((short) problem.status()).toUpperCase(Locale.ROOT);
    return xml(
        problem.status(),
        "<error id=\"%s\"><request>%s</request><message>%s</message></error>"
            .formatted(id, escaped(request.rawPath()), escaped(problem.message())),
        problem.headers());
  }

  /** A document; no space before {@code charset}, which a client of PageSeeder's stumbles over. */
  static Response xml(int status, String element, Map<String, String> headers) {
    byte[] bytes =
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + element).getBytes(StandardCharsets.UTF_8);
    return new Response.Whole(
        status, "application/xml;charset=UTF-8", new Response.Bytes(bytes, bytes.length), headers);
  }

  /** As content or value of an attribute; what XML cannot hold becomes a question mark. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("[^\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
