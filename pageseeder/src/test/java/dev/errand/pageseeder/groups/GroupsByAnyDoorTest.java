// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.ogc.echo.OgcDoor;
import dev.errand.task.Page;
import dev.errand.task.TaskFilter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups keep their rules also where no service of theirs checks roles first. */
class GroupsByAnyDoorTest {

  @TempDir Path data;
  private GroupServer server;
  private OgcDoor door;

  @BeforeEach
  void start() throws Exception {
    server = new GroupServer(data);
    door =
        new OgcDoor(
            server.shop.errand, new ToldPrincipals(server.shop.accounts), ToldPrincipals.HEADER);
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
    server.close();
  }

  private void refused(int status, String who, String process, String inputs) throws Exception {
    HttpResponse<String> answer = door.execute(who, process, inputs);
    assertThat(answer.statusCode()).as(who + " " + process + " " + answer.body()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("other");
  }

  @Test
  void whoMayNotIsRefusedAndNothingStarts() throws Exception {
    long own = server.group.id();
    long other = server.shop.accounts.group("other").orElseThrow().id();
    String group = "{\"group\":" + own + "}";
    for (String who : new String[] {"mgr", "jjones", "rev", "out"}) {
      refused(403, who, "group-rename", "{\"group\":" + own + ",\"name\":\"acme-new\"}");
      for (long foreign : new long[] {other, 987_654}) {
        refused(403, who, "group-archive", "{\"group\":" + foreign + "}");
        refused(403, who, "group-unarchive", "{\"group\":" + foreign + "}");
        refused(403, who, "group-move", "{\"group\":" + foreign + ",\"uri\":1,\"destination\":2}");
      }
    }
    for (String who : new String[] {"jjones", "rev", "out"}) {
      refused(403, who, "group-archive", group);
    }
    for (String who : new String[] {"rev", "out"}) {
      refused(403, who, "group-move", "{\"group\":" + own + ",\"uri\":1,\"destination\":2}");
    }
    assertThat(server.shop.errand.tasks(TaskFilter.ALL, Page.newest(1))).isEmpty();
  }

  @Test
  void aGroupThatIsNotThereIsABadInputForAnAdministrator() throws Exception {
    refused(400, "admin", "group-archive", "{\"group\":987654}");
    refused(400, "admin", "group-rename", "{\"group\":987654,\"name\":\"acme-new\"}");
  }

  @Test
  void documentsOfOtherGroupsAreNotThere() throws Exception {
    String inputs =
        "{\"group\":%d,\"uri\":987654,\"destination\":987655}".formatted(server.group.id());
    refused(400, "jjones", "group-move", inputs);
  }
}
