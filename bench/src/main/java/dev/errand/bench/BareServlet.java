// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the whole request and answers bytes from memory, with the headers that Errand sends: the
 * least that an answer over HTTP costs in this container.
 */
final class BareServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Work work;
  private final byte[] body;
  private final String contentType;

  /** What is done before the answer. */
  @FunctionalInterface
  interface Work {
    void on(byte[] request);
  }

  BareServlet(Answer answer, Work work) {
    this.work = work;
    body = answer.body().getBytes(StandardCharsets.UTF_8);
    contentType = answer.contentType();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    work.on(request.getInputStream().readAllBytes());
    response.setStatus(200);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    response.setContentType(contentType);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
