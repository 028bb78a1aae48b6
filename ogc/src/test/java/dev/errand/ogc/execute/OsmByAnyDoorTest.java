// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.geodata.osm.Workshop;
import dev.errand.http.TestCallers;
import dev.errand.ogc.echo.OgcDoor;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Page;
import dev.errand.task.TaskFilter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports read what callers may name also where no route of theirs looks at it first. */
class OsmByAnyDoorTest {

  @TempDir Path folder;
  private Workshop workshop;
  private Errand errand;
  private OgcDoor door;

  @BeforeEach
  void start() throws Exception {
    workshop = new Workshop(folder);
    Path data = Files.createDirectories(folder.resolve("errand"));
    errand =
        Errand.builder()
            .store(SqliteStore.in(data))
            .data(data)
            .operation(workshop.operation)
            .build();
    errand.start();
    door = new OgcDoor(errand, new TestCallers(), TestCallers.HEADER);
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
    errand.close();
  }

  private void refused(int status, String inputs) throws Exception {
    HttpResponse<String> answer = door.execute("outsider", "osm-import", inputs);
    assertThat(answer.statusCode()).as(inputs + " " + answer.body()).isEqualTo(status);
  }

  @Test
  void whatMayNotBeReadIsRefusedAndNothingStarts() throws Exception {
    refused(403, "{\"repo\":\"village\",\"file\":\"/etc/passwd\"}");
    refused(403, "{\"repo\":\"village\",\"uri\":\"../../../etc/passwd\"}");
    refused(403, "{\"repo\":\"village\",\"uri\":\"file:///etc/passwd\"}");
    refused(403, "{\"repo\":\"village\",\"uri\":\"ftp://example.org/a\"}");
    refused(403, "{\"repo\":\"village\",\"upload\":\"0/../../x\"}");
    refused(400, "{\"repo\":\"village\"}");
    refused(400, "{\"repo\":\"..\",\"file\":\"a.osm\"}");
    refused(400, "{\"repo\":\"nowhere\",\"file\":\"a.osm\"}");
    assertThat(errand.tasks(TaskFilter.ALL, Page.newest(1))).isEmpty();
  }
}
