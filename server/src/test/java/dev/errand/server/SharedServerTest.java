// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with their tasks and accounts in PostgreSQL. */
class SharedServerTest {

  @TempDir private static Path folder;
  private static String url;

  @BeforeAll
  static void start() {
    url = Database.fresh();
    Ada.join(folder.resolve("data"), url);
  }

  @Test
  void keepsTasksAndAccountsInTheDatabaseAndIsAloneOnIt() {
    String job;
    try (RunningServer server = RunningServer.start(folder, "--store", url)) {
      assertThat(server.get("/tasks").statusCode()).as("without a log-in").isEqualTo(401);
      Ada ada = new Ada(server);
      job = Ada.job(ada.echo(0));
      assertThat(ada.get(job).statusCode()).isEqualTo(200);

      Child.Ended second =
          Child.run(folder, "serve", "--port", "0", "--data", "other", "--store", url);
      assertThat(second.code()).isEqualTo(ExitCode.REFUSED);
      assertThat(second.err()).singleElement().asString().contains("in another folder", "--shared");
    }
    // Killed, and started again on the same folder.
    try (RunningServer server = RunningServer.start(folder, "--store", url)) {
      assertThat(new Ada(server).get(job).statusCode()).isEqualTo(200);
      assertThat(folder.resolve("data").resolve("errand.db")).doesNotExist();
    }
  }

  @Test
  void findsTheDatabaseInTheEnvironment() {
    String bare = url.replace("user=postgres&", "");
    assertThat(bare).doesNotContain("user");
    List<String> command = new ArrayList<>(List.of("env", "ERRAND_STORE=" + bare));
    command.addAll(List.of("ERRAND_STORE_USER=postgres", "ERRAND_STORE_PASSWORD=any"));
    command.addAll(Child.command("user", "list", "--data", "data"));
    try (Child list = Child.start(folder, command)) {
      assertThat(list.ended().out()).contains("ada");
    }
    command.set(2, "ERRAND_STORE_USER=nobody");
    try (Child list = Child.start(folder, command)) {
      assertThat(list.ended().err())
          .singleElement()
          .asString()
          .contains("(user nobody)", "refuses this user");
    }
  }

  @Test
  void saysThatTheDatabaseCannotBeReached() {
    Child.Ended ended =
        Child.run(
            folder,
            "serve",
            "--port",
            "0",
            "--data",
            "unreached",
            "--store",
            "jdbc:postgresql://127.0.0.1:1/errand?user=jo");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err())
        .singleElement()
        .asString()
        .contains("jdbc:postgresql://127.0.0.1:1/errand")
        .contains("the database cannot be reached");
  }

  @Test
  void takesNoPasswordFromTheUrl() {
    Child.Ended ended =
        Child.run(
            folder,
            "serve",
            "--port",
            "0",
            "--data",
            "refused",
            "--store",
            "jdbc:postgresql://db/errand?password=sesame");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err())
        .singleElement()
        .asString()
        .contains("ERRAND_STORE_PASSWORD")
        .doesNotContain("sesame");
  }
}
