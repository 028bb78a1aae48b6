// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.Group;
import dev.errand.task.Role;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class GroupNameServiceTest {

  private static final List<String> PATHS =
      IntStream.range(0, 30).mapToObj(i -> "a/" + i + ".psml").toList();

  @TempDir Path data;
  private GroupServer server;

  @BeforeEach
  void open() throws Exception {
    server = new GroupServer(data);
    server.shop.files(server.group, PATHS);
    Files.createDirectories(server.shop.path("acme-specs/loadingzone"));
    Files.writeString(server.shop.path("acme-specs/loadingzone/waiting.zip"), "zip");
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private String name(Group group) {
    return server.shop.accounts.group(group.id()).orElseThrow().name();
  }

  private String started(HttpResponse<String> answer, String wrapper, String name)
      throws Exception {
    String thread = GroupServer.thread(answer);
    assertThat(answer.body())
        .contains("<" + wrapper + "><thread id=\"" + thread)
        .contains("name=\"" + name + "\"");
    return server.ended("admin", thread);
  }

  private HttpResponse<String> rename(String name) throws Exception {
    return server.form("admin", server.service("admin", "/rename"), "name=" + name + "&index=true");
  }

  @Test
  void row38And36RenameArchiveAndUnarchiveHaveTheirWrappers() throws Exception {
    assertThat(
            started(rename("acme-plans"), "group-renaming", "Renaming thread for group acme-specs"))
        .contains("status=\"completed\"")
        .contains("<progress total=\"31\" current=\"31\"/>");
    assertThat(name(server.group)).isEqualTo("acme-plans");
    server.shop.assertDocuments(server.group, PATHS);
    assertThat(server.shop.path("acme-plans/loadingzone/waiting.zip")).hasContent("zip");
    assertThat(server.shop.path("acme-specs")).doesNotExist();

    assertThat(
            started(
                server.post("mgr", server.service("mgr", "/archive")),
                "group-archive",
                "Archiving thread for group acme-plans"))
        .contains("status=\"completed\"");
    assertThat(name(server.group)).isEqualTo("archive-acme-plans");
    server.shop.assertDocuments(server.group, PATHS);

    assertThat(
            started(
                server.post("mgr", server.service("mgr", "/unarchive")),
                "group-unarchive",
                "Unarchiving thread for group archive-acme-plans"))
        .contains("status=\"completed\"");
    assertThat(name(server.group)).isEqualTo("acme-plans");
    server.shop.assertDocuments(server.group, PATHS);
  }

  @Test
  void row42ArchiveTakesAPostWithoutABody() throws Exception {
    assertThat(server.post("mgr", server.service("mgr", "/archive")).statusCode()).isEqualTo(202);
  }

  @Test
  void row43And44RenameWithoutNameSaysSoAndStartsNothing() throws Exception {
    HttpResponse<String> answer = server.post("admin", server.service("admin", "/rename"));
    GroupServer.assertRefused(answer, 400, "0201");
    assertThat(answer.body()).contains("name");
    server.assertNoThread();
  }

  @Test
  void row44RefusedNamesStartNothing() throws Exception {
    for (String name : List.of("Acme-Specs", "acme-sp%2F..", "..", "123", "archive-acme-specs")) {
      GroupServer.assertRefused(rename(name), 400, "1101");
    }
    server.shop.group("acme-taken");
    GroupServer.assertRefused(rename("acme-taken"), 400, "1103");
    GroupServer.assertRefused(rename("acme-specs"), 400, "1103");
    Files.createDirectories(server.shop.path("acme-left/documents"));
    GroupServer.assertRefused(rename("acme-left"), 400, "1102");
    GroupServer.assertRefused(rename("nowhere-specs"), 400, "1106");
    GroupServer.assertRefused(rename("other-specs"), 400, "1106");
    GroupServer.assertRefused(rename("specs"), 400, "110F");
    String projects = "/members/~admin/projects/" + server.group.id();
    GroupServer.assertRefused(
        server.form("admin", projects + "/rename", "name=acme-x"), 400, "110F");
    GroupServer.assertRefused(server.post("admin", projects + "/archive"), 400, "110F");
    GroupServer.assertRefused(server.post("mgr", server.service("mgr", "/unarchive")), 409, "E107");
    server.assertNoThread();
    server.shop.assertDocuments(server.group, PATHS);
  }

  @Test
  void anArchivedGroupIsNotArchivedAgain() throws Exception {
    started(
        server.post("mgr", server.service("mgr", "/archive")),
        "group-archive",
        "Archiving thread for group acme-specs");
    GroupServer.assertRefused(server.post("mgr", server.service("mgr", "/archive")), 400, "1111");
    server.shop.group("acme-specs");
    GroupServer.assertRefused(server.post("mgr", server.service("mgr", "/unarchive")), 400, "1103");
  }

  @Test
  void permissions() throws Exception {
    for (String who : List.of("mgr", "jjones", "rev", "gast", "out")) {
      GroupServer.assertRefused(
          server.form(who, server.service(who, "/rename"), "name=acme-x"), 403, "0101");
    }
    for (String who : List.of("jjones", "rev", "gast", "out")) {
      GroupServer.assertRefused(server.post(who, server.service(who, "/archive")), 403, "0101");
      GroupServer.assertRefused(server.post(who, server.service(who, "/unarchive")), 403, "0101");
    }
    server.assertNoThread();
    assertThat(server.post("admin", server.service("admin", "/archive")).statusCode())
        .isEqualTo(202);
  }

  @Test
  void row59ThePollByTheNumberSurvivesWhatTheOneByTheNameDoesNot() throws Exception {
    String thread = GroupServer.thread(rename("acme-plans"));
    String poll = "/threads/" + thread + "/progress";
    server.ended("admin", thread);
    assertThat(server.get("rev", "/groups/" + server.group.id() + poll).body())
        .contains("status=\"completed\"");
    assertThat(server.get("rev", "/groups/acme-plans" + poll).statusCode()).isEqualTo(200);
    GroupServer.assertRefused(server.get("admin", "/groups/acme-specs" + poll), 400, "0202");
  }

  @Test
  void aProjectTakesItsGroupsAlong() throws Exception {
    Group acme = server.shop.accounts.group("acme").orElseThrow();
    Group deep = server.shop.group("acme-sub-deep");
    server.shop.files(deep, List.of("d.psml"));
    Group beside = server.shop.group("acmebeside");
    String projects = "/members/~admin/projects/~";

    started(
        server.form("admin", projects + "acme/rename", "name=corp"),
        "group-renaming",
        "Renaming thread for group acme");
    assertThat(name(acme)).isEqualTo("corp");
    assertThat(name(server.group)).isEqualTo("corp-specs");
    assertThat(name(deep)).isEqualTo("corp-sub-deep");
    assertThat(name(beside)).isEqualTo("acmebeside");
    server.shop.assertDocuments(server.group, PATHS);
    server.shop.assertDocuments(deep, List.of("d.psml"));

    started(
        server.post("admin", projects + "corp/archive"),
        "group-archive",
        "Archiving thread for group corp");
    assertThat(name(deep)).isEqualTo("archive-corp-sub-deep");
    GroupServer.assertRefused(
        server.post("admin", "/members/~admin/projects/" + acme.id() + "/archive"), 400, "1111");

    String archived = projects + "archive-corp/unarchive";
    started(
        server.post("admin", archived),
        "group-unarchive",
        "Unarchiving thread for group archive-corp");
    assertThat(name(acme)).isEqualTo("corp");
    assertThat(name(server.group)).isEqualTo("archive-corp-specs");
    server.shop.assertDocuments(server.group, PATHS);
  }

  @Test
  void whoManagesAProjectMayArchiveIt() throws Exception {
    Group acme = server.shop.accounts.group("acme").orElseThrow();
    server.shop.accounts.setRole(acme.id(), "out", Role.MANAGER);
    String archive = "/members/~out/projects/~acme/archive";
    assertThat(server.post("out", archive).statusCode()).isEqualTo(202);
  }

  @Test
  void aGroupsFolderThatIsALinkGoesAlongAsOne() throws Exception {
    Path elsewhere = data.resolve("elsewhere");
    Files.move(server.shop.path("acme-specs"), elsewhere);
    Files.createSymbolicLink(server.shop.path("acme-specs"), elsewhere);
    assertThat(
            started(rename("acme-plans"), "group-renaming", "Renaming thread for group acme-specs"))
        .contains("status=\"completed\"");
    assertThat(server.shop.path("acme-plans")).isSymbolicLink();
    assertThat(server.shop.path("acme-plans/documents/a/7.psml")).exists();
    assertThat(server.shop.path("acme-specs")).doesNotExist();
  }
}
