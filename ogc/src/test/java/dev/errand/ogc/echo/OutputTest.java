// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import static dev.errand.ogc.echo.EchoServer.header;
import static dev.errand.ogc.echo.EchoServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Outputs of a job one by one. */
class OutputTest extends ServedEcho {

  private List<String> addresses() throws Exception {
    String text = server.ended("echo", "{\"inputs\":{\"text\":\"0123456789\"}}");
    String file = server.ended("filing", "{\"inputs\":{\"file\":\"a.zip\"}}");
    return List.of(text + "/outputs/text", file + "/outputs/archive");
  }

  @Test
  void valuesAndFilesComeWithTagAndDigest() throws Exception {
    for (String address : addresses()) {
      for (String method : List.of("GET", "HEAD")) {
        HttpResponse<String> answer = server.http.send(method, address);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(method.equals("GET") ? Filing.CONTENT : "");
        assertThat(header(answer, "Content-Length")).isEqualTo("10");
        assertThat(header(answer, "Repr-Digest")).isEqualTo(digest());
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "ETag")).hasSize(66);
      }
    }
  }

  private static String digest() throws Exception {
    byte[] sha256 =
        MessageDigest.getInstance("SHA-256")
            .digest(Filing.CONTENT.getBytes(StandardCharsets.UTF_8));
    return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
  }

  @Test
  void rangesAreHonoured() throws Exception {
    for (String address : addresses()) {
      HttpResponse<String> part = server.http.get(address, "Range", "bytes=3-5");
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo("345");
      assertThat(header(part, "Content-Range")).isEqualTo("bytes 3-5/10");
      assertThat(header(part, "Repr-Digest")).isEqualTo(digest());
      assertThat(server.http.get(address, "Range", "bytes=-2").body()).isEqualTo("89");
      problem(416, server.http.get(address, "Range", "bytes=10-"));
    }
  }

  @Test
  void whoHasItGetsNothing() throws Exception {
    for (String address : addresses()) {
      String tag = header(server.http.get(address), "ETag");
      HttpResponse<String> again = server.http.get(address, "If-None-Match", tag);
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(header(again, "ETag")).isEqualTo(tag);
    }
  }

  @Test
  void undeclaredFilesGoByTheirNamesAndAreNotShownInPlace() throws Exception {
    String job = server.ended("filing", "{\"inputs\":{\"more\":\"ö<x>.html\"}}");
    HttpResponse<String> answer = server.http.get(job + "/outputs/%C3%B6%3Cx%3E.html");
    assertThat(answer.body()).isEqualTo("<b>");
    assertThat(header(answer, "Content-Disposition"))
        .isEqualTo("attachment; filename=\"_<x>.html\"; filename*=UTF-8''%C3%B6%3Cx%3E.html");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void whatIsNotThereIsNoSuchOutput() throws Exception {
    String job = server.ended("filing", "{\"inputs\":{}}");
    for (String name : List.of("archive", "note", "%20", "a.zip")) {
      assertThat(problem(404, server.http.get(job + "/outputs/" + name)).path("type").asString())
          .endsWith("/1.0/no-such-output");
    }
  }
}
