// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Section 5.1 of the contract: every way to send an input. */
class InputPackingTest extends ServedEcho {

  private String sent(String inputs, String output) throws Exception {
    return server.document(inputs).path(output).toString();
  }

  @Test
  void section51ScalarsAndArraysAreTakenAsTheyAre() throws Exception {
    assertThat(sent("{\"text\":\"ä \\u0000 \\ud83d\\ude00\"}", "text"))
        .isEqualTo("\"ä \\u0000 😀\"");
    assertThat(sent("{\"text\":\"a\",\"list\":[\"b\",\"c\"]}", "list")).isEqualTo("[\"b\",\"c\"]");
    assertThat(sent("{\"text\":\"a\",\"either\":2.50}", "either")).isEqualTo("2.5");
    assertThat(sent("{\"text\":\"a\",\"either\":\"2\"}", "either")).isEqualTo("\"2\"");
  }

  @Test
  void section51OneValueStandsForAnArrayOfOne() throws Exception {
    assertThat(sent("{\"text\":\"a\",\"list\":\"b\"}", "list")).isEqualTo("[\"b\"]");
    assertThat(sent("{\"text\":\"a\",\"list\":{\"value\":\"b\"}}", "list")).isEqualTo("[\"b\"]");
    assertThat(sent("{\"text\":\"a\",\"list\":{\"value\":[\"b\"]}}", "list")).isEqualTo("[\"b\"]");
  }

  @Test
  void section51AnArrayForAnInputThatIsNoneIsRefused() throws Exception {
    assertThat(server.refused(400, "{\"inputs\":{\"text\":[\"a\"]}}").path("detail").asString())
        .contains("text");
  }

  @Test
  void section51ABoundingBoxIsTakenAsItIs() throws Exception {
    String box =
        "{\"bbox\":[51.9,7,52,7.1],\"crs\":\"http://www.opengis.net/def/crs/OGC/0/CRS84h\"}";
    assertThat(sent("{\"text\":\"a\",\"area\":" + box + "}", "area")).isEqualTo(box);
    assertThat(
            server
                .refused(400, "{\"inputs\":{\"text\":\"a\",\"area\":{\"bbox\":[1,2,3]}}}")
                .path("detail")
                .asString())
        .contains("area");
  }

  @Test
  void section51AnObjectIsAQualifiedValueOrBare() throws Exception {
    String expected = "{\"value\":{\"b\":1},\"mediaType\":\"application/json\"}";
    assertThat(sent("{\"text\":\"a\",\"thing\":{\"value\":{\"b\":1}}}", "thing"))
        .isEqualTo(expected);
    assertThat(sent("{\"text\":\"a\",\"thing\":{\"b\":1}}", "thing")).isEqualTo(expected);
    assertThat(sent("{\"text\":\"a\",\"thing\":{\"value\":\"no object\"}}", "thing"))
        .isEqualTo("{\"value\":{\"value\":\"no object\"},\"mediaType\":\"application/json\"}");
  }

  @Test
  void section51ItemsMayBeQualifiedToo() throws Exception {
    assertThat(sent("{\"text\":\"a\",\"list\":[\"b\",{\"value\":\"c\"}]}", "list"))
        .isEqualTo("[\"b\",\"c\"]");
  }

  @Test
  void section51Base64IsDecoded() throws Exception {
    String text = base64("grün");
    assertThat(sent("{\"text\":{\"value\":\"" + text + "\",\"encoding\":\"base64\"}}", "text"))
        .isEqualTo("\"grün\"");
    String json = base64("{\"b\":1}");
    assertThat(
            sent(
                "{\"text\":\"a\",\"thing\":{\"value\":\""
                    + json
                    + "\",\"encoding\":\"base64\",\"mediaType\":\"application/geo+json\"}}",
                "thing"))
        .startsWith("{\"value\":{\"b\":1}");
    for (String wrong :
        new String[] {
          "{\"value\":\"" + text + "\",\"encoding\":\"rot13\"}",
          "{\"value\":7,\"encoding\":\"base64\"}",
          "{\"value\":\"/w==\",\"encoding\":\"base64\"}"
        }) {
      assertThat(
              server
                  .refused(400, "{\"inputs\":{\"text\":" + wrong + "}}")
                  .path("detail")
                  .asString())
          .contains("text: ");
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void section51LinksAreFollowed() throws Exception {
    HttpServer files =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    files.createContext(
        "/",
        exchange -> {
          byte[] body =
              (exchange.getRequestURI().getPath().equals("/huge")
                      ? "x".repeat(5 << 20)
                      : "{\"b\":1}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals("/missing") ? 404 : 200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          } catch (java.io.IOException gone) {
            exchange.close(); // the reader takes no more than it may
          }
        });
    files.start();
    try {
      String base = "http://127.0.0.1:" + files.getAddress().getPort();
      assertThat(sent("{\"text\":\"a\",\"thing\":{\"href\":\"" + base + "/b\"}}", "thing"))
          .startsWith("{\"value\":{\"b\":1}");
      assertThat(
              sent(
                  "{\"text\":{\"href\":\"" + base + "/b\",\"type\":\"application/json\"}}", "text"))
          .isEqualTo("\"{\\\"b\\\":1}\"");
      assertThat(sent("{\"text\":\"a\",\"list\":[{\"href\":\"" + base + "/b\"}]}", "list"))
          .isEqualTo("[\"{\\\"b\\\":1}\"]");
      for (String wrong :
          new String[] {
            base + "/missing",
            base + "/huge",
            "http://[::1]:1/",
            "http://169.254.169.254/",
            "file:///etc/passwd",
            "not a url",
            ""
          }) {
        JsonNode problem =
            server.refused(
                400, "{\"inputs\":{\"text\":\"a\",\"thing\":{\"href\":\"" + wrong + "\"}}}");
        assertThat(problem.path("detail").asString()).contains("thing: ");
      }
    } finally {
      files.stop(0);
    }
  }
}
