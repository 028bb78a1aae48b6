// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line in a process of its own, while a server is at work on the same folder. */
class AccountsOfARunningServerTest {

  @TempDir private Path folder;

  @Test
  void changesAreMadeBesideTheServerAndAudited() throws IOException {
    try (RunningServer server = RunningServer.start(folder)) {
      Child.Ended group = Child.run(folder, "group", "add", "team", "--id", "7", "--data", "data");

      assertThat(group.code()).as(group.toString()).isEqualTo(ExitCode.DONE);
      assertThat(audited())
          .containsExactly(
              "who=local what=change-account on=\"group team (7) added\" outcome=done");
      Child.Ended listed = Child.run(folder, "group", "list", "--data", "data");
      assertThat(listed.out()).contains("team");
      assertThat(server.put("/repos/town/init").statusCode()).isEqualTo(201);
      assertThat(server.get("/repos/town/osm/import?uri=nope.osm").statusCode()).isEqualTo(200);
    }
    Child.Ended listed = Child.run(folder, "group", "list", "--data", "data");
    assertThat(listed.out()).contains("team");
  }

  private List<String> audited() throws IOException {
    return Files.readAllLines(folder.resolve("data/audit.log")).stream()
        .map(line -> line.substring(line.indexOf("who=")))
        .toList();
  }
}
