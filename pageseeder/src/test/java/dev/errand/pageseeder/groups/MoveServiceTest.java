// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MoveServiceTest {

  @TempDir Path data;
  private GroupServer server;

  @BeforeEach
  void open() throws Exception {
    server = new GroupServer(data);
    server.shop.files(
        server.group, IntStream.range(0, 50).mapToObj(i -> "a/" + i + ".psml").toList());
    server.shop.files(server.group, List.of("doc ü.psml"));
    server.shop.folder(server.group, "b");
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private long id(String path) {
    return server.shop.id(server.group, path);
  }

  private String move(String who, String path) {
    return server.service(who, "/uris/" + id(path) + "/move");
  }

  private String toB() {
    return "destination-uri=" + id("b");
  }

  @Test
  void row36And37And41AFolderGives202AndOneThreadThatProgressKnows() throws Exception {
    HttpResponse<String> answer =
        server.form("jjones", move("jjones", "a"), toB() + "&comment-groups=");
    String thread = GroupServer.thread(answer);
    assertThat(answer.body())
        .contains("<uri-move><thread id=\"" + thread)
        .contains("name=\"Moving thread for group acme-specs\"")
        .contains("username=\"jjones\" groupid=\"" + server.group.id() + "\"");
    assertThat(server.ended("jjones", thread))
        .contains("status=\"completed\"")
        .contains("<progress total=\"50\" current=\"50\"/>");
    assertThat(server.shop.onDisk("acme-specs")).hasSize(51).contains("b/a/7.psml");
    assertThat(server.get("jjones", "/groups/acme-specs/threads/" + thread + "/logs").body())
        .contains("Moved /ps/acme/specs/documents/a/7.psml to /ps/acme/specs/documents/b/a/7.psml");
  }

  @Test
  void row41ADocumentGives200AndTheUri() throws Exception {
    long id = id("doc ü.psml");
    HttpResponse<String> answer =
        server.form("jjones", move("jjones", "doc ü.psml"), toB() + "&name=new.psml");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("<uri-move><uri id=\"" + id + "\" scheme=\"http\" host=\"localhost\"")
        .contains("port=\"" + server.http.port() + "\"")
        .contains("decodedpath=\"/ps/acme/specs/documents/b/new.psml\" external=\"false\"");
    server.assertNoThread();
    assertThat(server.shop.onDisk("acme-specs")).contains("b/new.psml");
    assertThat(id("b/new.psml")).isEqualTo(id);
    assertThat(server.shop.keeping.relocations().all()).isEmpty();
  }

  @Test
  void row42ParametersComeInAQueryWithoutBodyOrInAForm() throws Exception {
    HttpResponse<String> query = server.post("jjones", move("jjones", "a") + "?" + toB());
    assertThat(server.ended("jjones", GroupServer.thread(query))).contains("completed");
    String top = "destination-guri=" + id("");
    HttpResponse<String> form = server.form("jjones", move("jjones", "b/a"), top);
    assertThat(server.ended("jjones", GroupServer.thread(form))).contains("completed");
    assertThat(server.shop.onDisk("acme-specs")).contains("a/7.psml");
  }

  @Test
  void row44ARefusedMoveStartsNoThread() throws Exception {
    String move = move("jjones", "a");
    GroupServer.assertRefused(server.post("jjones", move), 400, "0201");
    GroupServer.assertRefused(server.form("jjones", move, "destination-uri=999999"), 400, "0208");
    GroupServer.assertRefused(server.form("jjones", move, "destination-uri=b"), 400, "0208");
    GroupServer.assertRefused(
        server.form("jjones", move, "destination-uri=" + id("a")), 400, "E103");
    GroupServer.assertRefused(
        server.form("jjones", move, "destination-uri=" + id("a/7.psml")), 400, "E102");
    GroupServer.assertRefused(server.form("jjones", move, toB() + "&name=.x"), 400, "1201");
    GroupServer.assertRefused(
        server.form("jjones", move, toB() + "&name=x%2F..%2F..%2Fy"), 400, "E105");
    server.shop.files(server.group, List.of("b/a/there.psml"));
    GroupServer.assertRefused(server.form("jjones", move, toB()), 409, "E104");
    GroupServer.assertRefused(
        server.form("jjones", server.service("jjones", "/uris/999999/move"), toB()), 400, "0208");
    GroupServer.assertRefused(
        server.form("jjones", move, toB() + "&name=ok&comment-groups=true"), 403, "0101");
    server.assertNoThread();
  }

  @Test
  void contributorsAndAboveMayMoveAndNobodyElse() throws Exception {
    for (String who : List.of("rev", "gast", "out")) {
      GroupServer.assertRefused(server.form(who, move(who, "a"), toB()), 403, "0101");
      GroupServer.assertRefused(server.form(who, move(who, "doc ü.psml"), toB()), 403, "0101");
    }
    assertThat(server.form("nobody", move("jjones", "a"), toB()).statusCode()).isEqualTo(401);
    GroupServer.assertRefused(server.form("mgr", move("jjones", "a"), toB()), 403, "0101");
    server.assertNoThread();

    for (String who : List.of("jjones", "mgr", "admin")) {
      String folder = server.shop.documents.find(server.group.id(), "a").isPresent() ? "a" : "b/a";
      long target = folder.equals("a") ? id("b") : id("");
      HttpResponse<String> answer =
          server.form(who, move(who, folder), "destination-uri=" + target);
      assertThat(server.ended(who, GroupServer.thread(answer))).contains("completed");
    }
  }

  @Test
  void row60AStarterThatDocumentsJsonHasTheTwin() throws Exception {
    assertThat(server.form("jjones", move("jjones", "doc ü.psml") + ".json", toB()).body())
        .startsWith("{\"uri\":{\"id\":")
        .contains("\"decodedpath\":\"/ps/acme/specs/documents/b/doc ü.psml\"");
    assertThat(server.form("jjones", move("jjones", "a") + ".json", toB()).body())
        .startsWith("{\"thread\":{\"id\":");
  }

  @Test
  void urisAreFoundByIdUrlAndFolder() throws Exception {
    long a = id("a");
    for (String path :
        List.of(
            "/groups/acme-specs/uris/" + a,
            "/groups/~acme-specs/uris/forurl?url=/ps/acme/specs/documents/a",
            "/members/~gast/uris/" + a,
            server.service("gast", "/uris/" + a))) {
      HttpResponse<String> answer = server.get("gast", path);
      assertThat(answer.body())
          .as(path)
          .contains("<uri id=\"" + a + "\"")
          .contains("folder=\"true\" mediatype=\"folder\"");
    }
    assertThat(server.get("gast", server.service("gast", "/uris?pagesize=2&page=2")).body())
        .contains("displaytitle=\"doc ü.psml\"")
        .contains("path=\"/ps/acme/specs/documents/doc%20%C3%BC.psml\"")
        .doesNotContain("displaytitle=\"a\"");
    assertThat(server.get("gast", "/groups/acme-specs/uris/" + a + "/uris?pagesize=3").body())
        .contains("documents/a/0.psml\"", "documents/a/1.psml\"", "documents/a/10.psml\"")
        .doesNotContain("documents/a/11.psml\"");
    GroupServer.assertRefused(
        server.get("gast", server.service("gast", "/uris?path=../../x")), 400, "E105");
    GroupServer.assertRefused(
        server.get("gast", server.service("gast", "/uris?pagesize=0")), 400, "E101");
    GroupServer.assertRefused(
        server.get("gast", "/groups/acme-specs/uris/forurl?url=/ps/other/documents"), 404, "E10A");
    GroupServer.assertRefused(server.get("out", "/groups/acme-specs/uris/" + a), 403, "0101");
  }
}
