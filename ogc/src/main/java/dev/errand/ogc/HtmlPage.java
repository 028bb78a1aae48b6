// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.http.Response;
import dev.errand.http.Utf8Buffer;
import dev.errand.http.XmlText;
import dev.errand.task.Json;
import dev.errand.task.Sha256;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A JSON document as a plain HTML page that says all that the document says: objects become lists
 * of names and values, arrays become lists, addresses become links. No scripts, nothing from
 * elsewhere.
 */
final class HtmlPage {

  private static final String STYLE =
      """
      body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;\
      color:#1b1b1b;background:#fff}\
      h1{font-size:1.5rem}dt{font-weight:600}dd{margin:0 0 .5rem 1.5rem;overflow-wrap:anywhere;\
      white-space:pre-wrap}dd>dl,dd>ul{white-space:normal}\
      @media(prefers-color-scheme:dark){body{color:#eee;background:#1b1b1b}a{color:#8cf}}\
      """;

  /** What a browser may do with the page: use this very style. */
  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Utf8Buffer out;

  private HtmlPage(Utf8Buffer out) {
    this.out = out;
  }

  static HtmlPage of(String title, Response.Bytes document) {
    JsonNode root = Json.mapper().readTree(document.array(), 0, document.length());
    HtmlPage page = new HtmlPage(new Utf8Buffer(4 * document.length() / 3 + 2_000));
    page.write(title, root);
    return page;
  }

  Response answer(int status, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Security-Policy", POLICY);
    return new Response.Whole(status, "text/html;charset=UTF-8", out.bytes(), all);
  }

  private void write(String title, JsonNode root) {
    out.ascii("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.ascii("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>");
    XmlText.append(out, title);
    out.ascii("</title><style>").ascii(STYLE).ascii("</style></head>\n<body><main><h1>");
    XmlText.append(out, title);
    out.ascii("</h1>\n");
    value(root);
    out.ascii("</main></body></html>\n");
  }

  private void value(JsonNode node) {
    if (node.isObject()) {
      object(node);
    } else if (node.isArray()) {
      array(node);
    } else {
      scalar(node.isString() ? node.stringValue() : node.toString());
    }
  }

  private void object(JsonNode node) {
    if (isLink(node)) {
      link(node);
      return;
    }
    out.ascii("<dl>");
    node.forEachEntry((name, member) -> {
      out.ascii("<dt>");
      XmlText.append(out, name);
      out.ascii("</dt><dd>");
      value(member);
      out.ascii("</dd>\n");
    });
    out.ascii("</dl>");
  }

  private void array(JsonNode node) {
    out.ascii("<ul>");
    for (JsonNode item : node) {
      out.ascii("<li>");
      value(item);
      out.ascii("</li>\n");
    }
    out.ascii("</ul>");
  }

  /** Whether everything in it fits into one line with an anchor. */
  private static boolean isLink(JsonNode node) {
    JsonNode href = node.path("href");
    return href.isString()
        && isAddress(href.stringValue())
        && node.properties().stream().allMatch(member -> member.getValue().isValueNode());
  }

  private void link(JsonNode node) {
    String href = node.path("href").stringValue();
    anchor(href, node.path("title").asString(node.path("rel").asString(href)));
    out.ascii(" (");
    node.forEachEntry((name, member) -> {
      XmlText.append(out, name);
      out.ascii(": ");
      XmlText.append(out, member.asString());
      out.ascii("; ");
    });
    out.ascii(")");
  }

  private void scalar(String text) {
    if (isAddress(text)) {
      anchor(text, text);
    } else {
      XmlText.append(out, text);
    }
  }

  private void anchor(String href, String text) {
    out.ascii("<a href=\"");
    XmlText.attribute(out, href);
    out.ascii("\">");
    XmlText.append(out, text);
    out.ascii("</a>");
  }

  /** Nothing but these is followed: an address such as {@code javascript:} would be run. */
  private static boolean isAddress(String text) {
    return text.startsWith("http://") || text.startsWith("https://");
  }

  private static String sha256(String text) {
    return Base64.getEncoder().encodeToString(Sha256.of(text));
  }
}
