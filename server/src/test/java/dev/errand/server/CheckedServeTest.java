// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve --check}: shows what a server would go by, and changes nothing. */
class CheckedServeTest {

  @TempDir private Path folder;

  private List<String> command(String... options) {
    List<String> command =
        new ArrayList<>(List.of("serve", "--check", "--data", folder.resolve("data").toString()));
    command.addAll(List.of(options));
    return command;
  }

  private String settings(String... lines) throws IOException {
    return Files.writeString(folder.resolve("my.properties"), String.join("\n", lines)).toString();
  }

  private static String row(CommandRun run, String setting) {
    return run.out()
        .lines()
        .filter(line -> line.startsWith(setting + " "))
        .findFirst()
        .orElse("nothing of " + setting)
        .replaceAll(" +", " ");
  }

  @Test
  void tellsWhatHoldsAndWhereItWasSet() throws IOException {
    String file =
        settings(
            "errand.title=Ours",
            "errand.retention=2h",
            "errand.operations.osm-import.retention=7d",
            "errand.store-password=sesame",
            "errand.osm.overpass=http://me:sesame@127.0.0.1:9/api",
            "logging.level.dev.errand=debug");

    CommandRun run =
        CommandRun.of(
            command(
                "--config",
                file,
                "--retention",
                "1d",
                "--port",
                "0",
                "--files",
                "" + folder.getParent()));

    assertThat(run.err()).as("folder lies around the data folder").hasSize(1);
    run = CommandRun.of(command("--config", file, "--retention", "1d", "--port", "0"));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(row(run, "errand.retention")).isEqualTo("errand.retention 1d --retention");
    assertThat(row(run, "server.port")).isEqualTo("server.port 0 --port");
    assertThat(row(run, "server.address")).isEqualTo("server.address 127.0.0.1 default");
    assertThat(row(run, "errand.title")).isEqualTo("errand.title Ours " + file + ", line 1");
    assertThat(row(run, "errand.operations.osm-import.retention"))
        .isEqualTo("errand.operations.osm-import.retention 7d " + file + ", line 3");
    assertThat(row(run, "errand.store-password"))
        .isEqualTo("errand.store-password *** " + file + ", line 4");
    assertThat(row(run, "errand.osm.overpass"))
        .isEqualTo("errand.osm.overpass http://***@127.0.0.1:9/api " + file + ", line 5");
    assertThat(row(run, "logging.level.dev.errand"))
        .isEqualTo("logging.level.dev.errand debug " + file + ", line 6");
    assertThat(row(run, "errand.http.upload-limit"))
        .isEqualTo("errand.http.upload-limit 4GB default");
    assertThat(row(run, "errand.security.mode")).isEqualTo("errand.security.mode accounts default");
    assertThat(run.out()).doesNotContain("sesame");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void seesTheEnvironment() {
    List<String> command = new ArrayList<>(List.of("env", "ERRAND_RETENTION=3h"));
    command.addAll(Child.command("serve", "--check"));
    Child.Ended ended = Child.start(folder, command).ended();

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines())
        .anyMatch(
            line -> line.matches("errand.retention +3h +ERRAND_RETENTION in the environment"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesWhatAStartWouldRefuse() throws IOException {
    for (String[] wrong :
        new String[][] {
          {"errand.retention=10", "a time has a unit"},
          {"errand.outputs=database", "errand.outputs=database needs errand.store"},
          {"errand.shared=/srv/errand", "needs errand.store"},
          {"errand.files[0]=/no/such/folder", "--files /no/such/folder is no folder"},
          {"errand.data=" + folder.resolve("my.properties"), "is a file, not a folder"},
          {"errand.retention=2d\nerrand.retention-maximum=1d", "is less than errand.retention"},
        }) {
      CommandRun run = CommandRun.of(List.of("serve", "--check", "--config", settings(wrong[0])));

      assertThat(run.code()).as(wrong[0]).isEqualTo(ExitCode.REFUSED);
      assertThat(run.err()).singleElement().asString().contains(wrong[1]);
      assertThat(run.out()).isEmpty();
    }
  }
}
