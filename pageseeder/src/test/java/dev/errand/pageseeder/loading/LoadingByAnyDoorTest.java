// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.ogc.echo.OgcDoor;
import dev.errand.task.Page;
import dev.errand.task.TaskFilter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading zones keep their owners also where nobody checks addresses first. */
class LoadingByAnyDoorTest {

  private static final String OF_JJONES = "{\"zone\":{\"group\":318,\"member\":11}}";

  @TempDir Path data;
  private Workplace place;
  private OgcDoor door;

  @BeforeEach
  void start() throws Exception {
    place = new Workplace(data);
    door = new OgcDoor(place.errand, place.village, Village.HEADER);
    Files.createDirectories(place.zone(11));
    Files.writeString(place.zone(11).resolve("plan.txt"), "jjones's");
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
    place.close();
  }

  @Test
  void theOwnerOfAZoneLoadsIt() throws Exception {
    HttpResponse<String> answer = door.execute("jjones", "load-start", OF_JJONES);
    assertThat(answer.body()).isEqualTo("{\"files\":1,\"folders\":0,\"missing\":0}\n");
    assertThat(place.documentsFolder().resolve("plan.txt")).exists();
  }

  @Test
  void nobodyElseButAnAdministratorDoes() throws Exception {
    for (String who : new String[] {"mgr", "rev", "out"}) {
      assertThat(door.execute(who, "load-start", OF_JJONES).statusCode()).as(who).isEqualTo(403);
      String unzip = OF_JJONES.replace("}}", "},\"path\":\"plan.txt\",\"deleteOriginal\":true}");
      assertThat(door.execute(who, "load-unzip", unzip).statusCode()).as(who).isEqualTo(403);
    }
    assertThat(place.zone(11).resolve("plan.txt")).exists();
    assertThat(place.errand.tasks(TaskFilter.ALL, Page.newest(1))).isEmpty();
    assertThat(door.execute("admin", "load-start", OF_JJONES).statusCode()).isEqualTo(200);
  }

  @Test
  void aGroupThatIsNotTheCallersIsRefusedWhetherItIsThereOrNot() throws Exception {
    for (long group : new long[] {Village.OTHER, 99}) {
      String inputs = OF_JJONES.replace("318", Long.toString(group));
      assertThat(door.execute("jjones", "load-start", inputs).statusCode()).isEqualTo(403);
    }
    String none = OF_JJONES.replace("318", "99");
    assertThat(door.execute("admin", "load-start", none).statusCode()).isEqualTo(400);
  }

  @Test
  void pathsStayInTheZone() throws Exception {
    Files.createDirectories(place.zone(12));
    Files.write(place.zone(12).resolve("up.zip"), Zips.many(1));
    for (String more :
        new String[] {
          "},\"path\":\"../../12/up.zip\"}",
          ",\"uploadid\":\"../../12\"},\"path\":\"up.zip\"}",
          ",\"xlinkid\":\"../../12\"},\"path\":\"up.zip\"}"
        }) {
      HttpResponse<String> answer =
          door.execute("jjones", "load-unzip", OF_JJONES.replace("}}", more));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }
    assertThat(
            door.execute(
                    "jjones", "load-start", OF_JJONES.replace("}}", "},\"folder\":\"../../x\"}"))
                .statusCode())
        .isEqualTo(400);
  }
}
