// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.Xml;
import java.net.http.HttpResponse;

/** What is in an error document. */
record ErrorDocument(String id, String request, String message) {

  /** Reads one from an answer in XML, which must be nothing else. */
  static ErrorDocument of(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/xml;charset=UTF-8");
    return of(answer.body());
  }

  static ErrorDocument of(String body) throws Exception {
    Xml xml = new Xml(body);
    assertThat(xml.root()).isEqualTo("error");
    assertThat(xml.children("/error")).containsExactly("request", "message");
    ErrorDocument error =
        new ErrorDocument(xml.at("/error/@id"), xml.at("/error/request"), xml.at("/error/message"));
    assertThat(error.id()).matches("[0-9A-F]{4}");
    assertThat(error.request()).startsWith("/").doesNotContain("?");
    assertThat(error.message()).isNotBlank();
    return error;
  }

  /** The answer must have that status and hold an error document with that id. */
  static ErrorDocument check(HttpResponse<String> answer, int status, String id) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    ErrorDocument error = of(answer);
    assertThat(error.id()).isEqualTo(id);
    return error;
  }
}
