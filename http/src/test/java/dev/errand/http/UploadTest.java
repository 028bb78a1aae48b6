// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.http.TestServer;
import dev.errand.testkit.http.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UploadTest {

  private static final String GIGABYTE = Long.toString(1L << 30);
  private static final int UPLOAD_LIMIT = 1 << 20;

  @TempDir Path folder;
  private TestServer server;

  /** Answers what came; keeps the file of the part {@code keep}. */
  private final class UploadRoutes implements RouteSet {
    @Override
    public Dialect dialect() {
      return new EchoRoutes.Plain();
    }

    @Override
    public List<Route> routes() {
      return List.of(
          Route.upload("POST", "/upload", this::take),
          Route.changing(
              "POST", "/small", r -> Response.text(200, "form of " + r.form().all().size())),
          Route.changing("POST", "/refused", this::readAndRefuse),
          Route.get("/small", r -> Response.text(200, "got")));
    }

    private Response readAndRefuse(Request request) {
      throw HttpException.badRequest("not with " + request.form().all().size());
    }

    private Response take(Request request) throws IOException {
      try (Multipart multipart = request.multipart(folder)) {
        StringBuilder said = new StringBuilder();
        multipart
            .fields()
            .all()
            .forEach(f -> said.append(f.name()).append('=').append(f.value()).append('\n'));
        for (UploadedFile file : multipart.files()) {
          said.append(file.part() + "|" + file.clientName() + "|" + Files.size(file.path()) + "\n");
        }
        multipart.file("keep").ifPresent(UploadedFile::keep);
        return Response.text(200, said.toString());
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    HttpSettings settings =
        HttpSettings.DEFAULTS.limits(new HttpSettings.Limits(64 << 10, 4 << 20, UPLOAD_LIMIT));
    server = new TestServer(new ErrandServlet(settings, List.of(new UploadRoutes())));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private HttpResponse<String> upload(String boundary, String body) throws Exception {
    return server.send(
        HttpRequest.newBuilder(server.uri("/upload"))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static String part(String disposition, String content) {
    return "--B\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void filesAndFieldsAreToldApart() throws Exception {
    String body =
        part("name=\"add\"", "tr\u00fce")
            + part("name=\"fileUpload\"; filename=\"../../etc/passwd\"", "12345")
            + part("name=\"empty\"; filename=\"\"", "")
            + "--B--\r\n";

    HttpResponse<String> answer = upload("B", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("add=tr\u00fce\n")
        .contains("fileUpload|../../etc/passwd|5\n");
    assertThat(left()).isEmpty();
    assertThat(folder.resolve("../etc")).doesNotExist();
  }

  @Test
  void aKeptFileStays() throws Exception {
    upload("B", part("name=\"keep\"; filename=\"a.osm\"", "12345") + "--B--\r\n");

    assertThat(left()).singleElement().satisfies(file -> assertThat(file).hasContent("12345"));
  }

  @Test
  void unusableBodiesAreRefusedAndLeaveNothing() throws Exception {
    String file = part("name=\"keep\"; filename=\"a\"", "12345");
    assertThat(upload("OTHER", file + "--B--\r\n").statusCode()).isEqualTo(400);
    assertThat(upload("B", file).statusCode()).isEqualTo(400);
    assertThat(
            upload(
                    "B",
                    "--B\r\nContent-Disposition: form-data; name=\"keep\"; filename=\"a\"\r\n\r\n123")
                .statusCode())
        .isEqualTo(400);
    assertThat(upload("", file + "--B--\r\n").statusCode()).isEqualTo(400);
    assertThat(
            upload("B", "--B\r\nX: " + "x".repeat(20_000) + "\r\n\r\n1\r\n--B--\r\n").statusCode())
        .isEqualTo(400);
    assertThat(upload("B", "--B\r\n\r\n1\r\n--B--\r\n").statusCode()).isLessThan(500);
    assertThat(upload("B", part("name=\"f\"", "1").repeat(200) + "--B--\r\n").statusCode())
        .isEqualTo(400);
    assertThat(upload("B", "").statusCode()).isEqualTo(400);
    assertThat(server.send("POST", "/upload", "Content-Type", "text/plain").statusCode())
        .isEqualTo(400);
    assertThat(server.send("POST", "/upload").statusCode()).isEqualTo(400);
    assertThat(left()).isEmpty();
  }

  @Test
  void aPartTooLargeIsRefusedAndLeavesNothing() throws Exception {
    String big = "x".repeat(UPLOAD_LIMIT + 1);

    assertThat(upload("B", part("name=\"keep\"; filename=\"a\"", big) + "--B--\r\n").statusCode())
        .isEqualTo(413);
    assertThat(upload("B", part("name=\"f\"", "x".repeat(100_000)) + "--B--\r\n").statusCode())
        .isEqualTo(413);
    assertThat(left()).isEmpty();
  }

  /** A refusal must not be lost because the body was still on its way. */
  @Test
  void theAnswerReachesACallerWhoIsStillSending() throws Exception {
    byte[] body = new byte[2 << 20];
    for (int i = 0; i < 50; i++) {
      try (Socket socket = Wire.connect(server.port())) {
        OutputStream out = socket.getOutputStream();
        out.write(
            ("POST /upload HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: multipart/form-data; boundary=B\r\nContent-Length: "
                    + body.length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        byte[] start = socket.getInputStream().readNBytes(12);
        assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
      }
    }
  }

  /** Each used to keep its connection for a second. */
  @Test
  @Timeout(30)
  void nothingIsWaitedForAfterABodyThatWasRead() throws Exception {
    for (int i = 0; i < 100; i++) {
      HttpResponse<String> answer =
          server.send(
              HttpRequest.newBuilder(server.uri("/refused"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString("a=1&b=2"))
                  .build());
      assertThat(answer.body()).contains("not with 2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /small", "POST /small", "POST /upload"})
  void aGigabyteIsRefusedUnread(String line) throws Exception {
    try (Socket socket = Wire.connect(server.port())) {
      String head =
          line
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: "
              + GIGABYTE
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

      assertThat(Wire.read(socket.getInputStream()).status()).isEqualTo(413);
    }
    assertThat(server.get("/small").body()).isEqualTo("got");
    assertThat(left()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /small", "POST /small", "POST /upload"})
  void endlessChunksAreCutOff(String line) throws Exception {
    long sent = 0;
    try (Socket socket = Wire.connect(server.port())) {
      OutputStream out = socket.getOutputStream();
      String head =
          line
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=B\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      String first = part("name=\"keep\"; filename=\"a\"", "x");
      out.write(
          (Integer.toHexString(first.length() - 2) + "\r\n" + first)
              .getBytes(StandardCharsets.US_ASCII));
      byte[] chunk = ("8000\r\n" + "x".repeat(0x8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      while (sent < 1L << 30) {
        out.write(chunk);
        sent += chunk.length;
      }
    } catch (SocketException cutOff) {
      assertThat(sent).isLessThan(64 << 20);
    }
    assertThat(sent).isLessThan(1L << 30);
    assertThat(server.get("/small").body()).isEqualTo("got");
    assertThat(left()).isEmpty();
  }

  @Test
  void aChunkedBodyTooLargeIsToldSo() throws Exception {
    String chunk = "11000\r\n" + "x".repeat(0x11000) + "\r\n0\r\n\r\n";

    Wire.Answer answer =
        Wire.exchange(
            server.port(),
            "POST /small HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.header("Connection")).isEqualTo("close");
  }

  @Test
  void brokenChunksAreRefused() throws Exception {
    Wire.Answer answer =
        Wire.exchange(
            server.port(),
            "POST /small HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void headersOfTenMegabytesAreRefused() throws Exception {
    try (Socket socket = Wire.connect(server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /small HTTP/1.1\r\nHost: localhost\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      byte[] piece = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 160; i++) {
        out.write(piece);
      }
      assertThat(Wire.read(socket.getInputStream()).status()).isEqualTo(431);
    } catch (SocketException cutOff) {
      assertThat(cutOff).isNotNull();
    }
    assertThat(server.get("/small").body()).isEqualTo("got");
  }

  /** A second for each would be what a caller waits who does not read refused bodies. */
  @Test
  @Timeout(15)
  void aCallerWhoseBodyWasRefusedUnreadIsServedAgainAtOnce() throws Exception {
    for (int i = 0; i < 30; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(server.uri("/nothing"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString("a=b"))
              .build();
      assertThat(server.send(request).statusCode()).isEqualTo(404);
    }
  }
}
