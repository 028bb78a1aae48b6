// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.files.LeftFiles;
import dev.errand.http.HttpSettings;
import dev.errand.http.HttpSettings.Limits;
import dev.errand.testkit.http.Wire;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UploadServiceTest {

  private static final int LIMIT = 100_000;
  private static final String FORM = "multipart/form-data; boundary=b";

  @TempDir private Path data;
  private LoadingServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        new LoadingServer(
            data,
            UnzipLimits.DEFAULTS,
            HttpSettings.DEFAULTS.limits(new Limits(1_000, 4 << 20, LIMIT)));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Path zone() {
    return server.place.zone(11);
  }

  @Test
  void putsAFileAsPageSeederRsDoes() throws Exception {
    HttpResponse<String> answer =
        server.put("jjones", "group=acme-specs&filename=a+b.txt", "text".getBytes(UTF_8));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .endsWith(
            "<upload member=\"11\" max-workflow-notifications=\"0\">"
                + "<file name=\"a b.txt\" path=\"a b.txt\" type=\"file\"/></upload>\n");
    assertThat(zone().resolve("a b.txt")).hasContent("text");
    assertNothingUnfinished();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/upload", "/ps/service/upload", "/ps/api/upload.xml", "/service/upload"})
  void takesARawPostAtAllPlaces(String place) throws Exception {
    HttpResponse<String> answer =
        server.http.send(
            HttpRequest.newBuilder(
                    server.http.uri(
                        place + "?group=318&filename=sub/a.bin&uploadid=u1&member=jjones"))
                .header(Village.HEADER, "jjones")
                .POST(BodyPublishers.ofByteArray(new byte[] {1, 2, 3}))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("uploadid=\"u1\"", "path=\"sub/a.bin\"");
    assertThat(zone().resolveSibling("upload-u1/sub/a.bin")).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void takesFilesOfAForm() throws Exception {
    String body =
        """
        --b
        Content-Disposition: form-data; name="group"

        ~acme-specs
        --b
        Content-Disposition: form-data; name="f1"; filename="one.txt"

        1
        --b
        Content-Disposition: form-data; name="f2"; filename="two.txt"

        2
        --b--
        """
            .replace("\n", "\r\n");
    HttpResponse<String> answer = form("/ps/servlet/upload", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("one.txt", "two.txt");
    assertThat(zone().resolve("one.txt")).hasContent("1");
    assertThat(zone().resolve("two.txt")).hasContent("2");
    assertNothingUnfinished();
  }

  private HttpResponse<String> form(String path, String body) throws Exception {
    return server.http.send(
        HttpRequest.newBuilder(server.http.uri(path))
            .header(Village.HEADER, "jjones")
            .header("Content-Type", FORM)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  @Test
  void replacesAFileOfTheSameNameWhole() throws Exception {
    server.uploaded("a.txt", "a longer text".getBytes(UTF_8));
    server.uploaded("a.txt", "short".getBytes(UTF_8));
    assertThat(zone().resolve("a.txt")).hasContent("short");
  }

  @Test
  void membersHaveZonesOfTheirOwnAndAdministratorsReachAll() throws Exception {
    server.uploaded("a.txt", new byte[1]);
    assertThat(server.put("mgr", "group=acme-specs&filename=a.txt", new byte[2]).statusCode())
        .isEqualTo(200);
    assertThat(
            server
                .put("admin", "group=acme-specs&filename=b.txt&member=jjones", new byte[3])
                .statusCode())
        .isEqualTo(200);
    assertThat(zone().resolve("a.txt")).hasSize(1);
    assertThat(zone().resolve("b.txt")).hasSize(3);
    HttpResponse<String> others =
        server.put("mgr", "group=acme-specs&filename=b.txt&member=jjones", new byte[4]);
    assertThat(others.statusCode()).isEqualTo(403);
    assertThat(zone().resolve("b.txt")).hasSize(3);
  }

  @Test
  void needsAContributor() throws Exception {
    for (String user : List.of("rev", "out")) {
      HttpResponse<String> answer =
          server.put(user, "group=acme-specs&filename=a.txt", new byte[1]);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("<error id=\"0101\">");
    }
    assertThat(server.put("nobody", "group=acme-specs&filename=a", new byte[1]).statusCode())
        .isEqualTo(401);
    HttpResponse<String> unknown = server.put("admin", "group=nosuch&filename=a", new byte[1]);
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("<error id=\"0202\">");
    assertThat(zone()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"filename=a", "group=acme-specs"})
  void namesWhatIsMissing(String query) throws Exception {
    HttpResponse<String> answer = server.put("jjones", query, new byte[1]);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("<error id=\"0201\">", query.startsWith("group") ? "filename" : "group");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../x",
        "/..",
        "a/../../x",
        "..%5Cx",
        "a//b",
        "a%00b",
        "a/",
        "/",
        "a%0Ab",
        "a/./b"
      })
  void refusesNamesThatLeadElsewhere(String name) throws Exception {
    HttpResponse<String> answer =
        server.put("jjones", "group=acme-specs&filename=" + name, new byte[1]);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(zone()).doesNotExist();
    assertNothingUnfinished();
  }

  @ParameterizedTest
  @ValueSource(strings = {"uploadid=..", "uploadid=a/b", "xlinkid=abc", "autoload=true"})
  void refusesOtherParametersThatCannotBe(String parameter) throws Exception {
    HttpResponse<String> answer =
        server.put("jjones", "group=acme-specs&filename=a&" + parameter, new byte[1]);
    if (parameter.equals("uploadid=..")) {
      // Part of the name of a folder, and harmless.
      assertThat(server.place.zone(11).resolveSibling("upload-..")).isDirectory();
    } else {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }
  }

  @Test
  void refusesWhatIsTooLargeAndLeavesNothing() throws Exception {
    HttpResponse<String> told =
        server.put("jjones", "group=acme-specs&filename=a", new byte[LIMIT + 1]);
    assertThat(told.statusCode()).isEqualTo(413);
    HttpResponse<String> untold =
        server.http.send(
            HttpRequest.newBuilder(
                    server.http.uri("/ps/servlet/upload?group=acme-specs&filename=a"))
                .header(Village.HEADER, "jjones")
                .PUT(
                    BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[LIMIT + 1])))
                .build());
    assertThat(untold.statusCode()).isEqualTo(413);
    assertThat(zone()).doesNotExist();
    assertNothingUnfinished();
  }

  @Test
  void anUploadThatBreaksOffLeavesNothing() throws Exception {
    try (var socket = Wire.connect(server.http.port())) {
      String head =
          "PUT /ps/servlet/upload?group=acme-specs&filename=a HTTP/1.1\r\nHost: localhost\r\n"
              + "X-User: jjones\r\nContent-Length: 50000\r\n\r\nonly this";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      Wire.Answer answer = Wire.read(socket.getInputStream());
      assertThat(answer.status()).isEqualTo(400);
    }
    assertThat(zone()).doesNotExist();
    assertNothingUnfinished();
  }

  @Test
  void refusesAFileWhereAFolderIs() throws Exception {
    server.uploaded("a/b.txt", new byte[1]);
    assertThat(server.put("jjones", "group=acme-specs&filename=a", new byte[1]).statusCode())
        .isEqualTo(409);
    assertThat(
            server.put("jjones", "group=acme-specs&filename=a/b.txt/c", new byte[1]).statusCode())
        .isEqualTo(409);
    assertThat(zone().resolve("a/b.txt")).hasSize(1);
    assertNothingUnfinished();
  }

  @Test
  void listsAndClearsAZone() throws Exception {
    server.uploaded("a/b.txt", new byte[1]);
    server.uploaded("c.txt", new byte[1]);
    HttpResponse<String> list =
        server.ask("jjones", "GET", "/ps/api/members/jjones/groups/318/loadingzone");
    assertThat(list.body())
        .contains("<loadingzone member=\"11\"", "total-files=\"2\"")
        .contains("<file name=\"b.txt\" path=\"a/b.txt\" type=\"file\"/>");
    HttpResponse<String> cleared = server.zone("clear", "");
    assertThat(cleared.statusCode()).isEqualTo(200);
    assertThat(cleared.body()).endsWith("<load-clear filesremoved=\"2\"/>\n");
    assertThat(zone()).doesNotExist();
    assertThat(server.zone("clear", "").body()).contains("filesremoved=\"0\"");
    assertNothingUnfinished();
  }

  private void assertNothingUnfinished() throws Exception {
    assertThat(LeftFiles.in(server.place.folders.unfinished())).isEmpty();
  }
}
