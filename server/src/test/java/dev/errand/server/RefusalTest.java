// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever cannot be done is said on one line, with exit code 2 and nothing left behind: most of it
 * in this process, and one of each kind in a process of its own.
 */
class RefusalTest {

  @TempDir private Path folder;

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of("no command given", ""),
        Arguments.of("there is no command 'nix'", "nix"),
        Arguments.of("unknown option: '--nix'", "serve --nix"),
        Arguments.of("invalid value for option '--port'", "serve --port many"),
        Arguments.of(
            "server.port cannot be '70000' (--port): a port is a number from 0 to 65535",
            "serve --port 70000"),
        Arguments.of(
            "add one: ./errand user add NAME --admin --data errand-data",
            "serve --port 0 --host 0.0.0.0"),
        Arguments.of(
            "server.address cannot be 'no.such.host.invalid' (--host): it is no address of this"
                + " machine",
            "serve --port 0 --host no.such.host.invalid"),
        Arguments.of(
            "errand.retention cannot be 'soon' (--retention): it is a time such as 90s, 10m, 12h or 1d",
            "serve --port 0 --retention soon"),
        Arguments.of(
            "short.properties, line 1); did you mean 'errand.retention'?",
            "serve --port 0 --config short.properties"),
        Arguments.of(
            "other.properties, line 2); ours begin with 'errand.'",
            "serve --port 0 --config other.properties"),
        Arguments.of(
            "errand.workers cannot be '0' (--workers): a server needs a worker",
            "serve --port 0 --workers 0"),
        Arguments.of("errand.workers cannot be '-1'", "serve --port 0 --workers -1"),
        Arguments.of(
            "a retention is set for 'osm-imprt', and there is no such operation; there are",
            "serve --port 0 --data new --config operation.properties"),
        Arguments.of(
            "errand.mcp.operations names 'osm-imprt', and there is no such operation; there are",
            "serve --port 0 --data new --config agents.properties"),
        Arguments.of("cannot read the settings in nix.properties", "serve --config nix.properties"),
        Arguments.of(
            "unknown setting 'errand.wrokers'", "serve --port 0 --config wrong.properties"),
        Arguments.of("--files nix is no folder", "serve --port 0 --data new --files nix"),
        Arguments.of("is the server's own folder", "serve --port 0 --data new --files new"),
        Arguments.of(
            "lies around the server's own folder", "serve --port 0 --data new --files FOLDER"),
        Arguments.of("lies in the server's own folder", "serve --port 0 --data FOLDER --files new"),
        Arguments.of("is a file, not a folder", "serve --port 0 --data wrong.properties"),
        Arguments.of("cannot be made", "serve --port 0 --data wrong.properties/data"),
        Arguments.of(
            "there is no operation 'nix'; there is echo, geopackage-export, geopackage-export-diff,"
                + " geopackage-import, osm-download, osm-import",
            "run nix"),
        Arguments.of(
            "the Overpass server (errand.osm.overpass, --overpass) cannot be asked",
            "run osm-download repo=a bbox=1,2,3,4 --data new --overpass ftp://example.org"),
        Arguments.of("missing required parameter: 'OPERATION'", "run"),
        Arguments.of("there is no input 'nix'", "run osm-import nix=1 --data new"),
        Arguments.of(
            "osm-import: there is no input 'nix', repo: is missing; it takes repo (required), file,"
                + " uri, add, message",
            "run osm-import nix=1 --data new"),
        Arguments.of(
            "wrong.properties exists already and is left as it is; name another file with --out",
            "run geopackage-export repo=a --out wrong.properties --data none"),
        Arguments.of(
            "nowhere is no folder that a file can be saved in",
            "run geopackage-export repo=a --out nowhere/a.gpkg --data none"),
        Arguments.of(
            "echo leaves no file, so there is nothing for --out a.txt",
            "run echo text=a --out a.txt --data none"),
        Arguments.of("repo: is missing", "run osm-import file=a --data new"));
  }

  /** Of each kind one: a wrong command line, a server that does not start, a wrong task. */
  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of("no command given", ""),
        Arguments.of(
            "unknown setting 'errand.wrokers'", "serve --port 0 --config wrong.properties"),
        Arguments.of("there is no input 'nix'", "run osm-import nix=1 --data new"));
  }

  @BeforeEach
  void writeWrongSettings() throws IOException {
    Files.writeString(folder.resolve("wrong.properties"), "errand.wrokers=3\n");
    Files.writeString(folder.resolve("short.properties"), "retention=1h\n");
    Files.writeString(
        folder.resolve("operation.properties"), "errand.operations.osm-imprt.retention=1d\n");
    Files.writeString(
        folder.resolve("agents.properties"), "errand.mcp.operations=echo,osm-imprt\n");
    Files.createDirectory(folder.resolve("new"));
    Files.writeString(folder.resolve("other.properties"), "server.port=0\ncolor=red\n");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void saysWhyOnOneLine(String why, String command) {
    CommandRun ended = CommandRun.of(words(inFolder(command)));

    assertThat(ended.err()).as("on standard error").hasSize(1);
    assertThat(ended.err().getFirst()).startsWith("errand: ").contains(why);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(Path.of("errand-data")).as("where this process runs").doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void endsAProcessLikeThat(String why, String command) {
    Child.Ended ended = Child.run(folder, words(command).toArray(String[]::new));

    assertThat(ended.err()).as("on standard error").hasSize(1);
    assertThat(ended.err().getFirst()).startsWith("errand: ").contains(why);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(folder.resolve("errand-data")).doesNotExist();
  }

  @Test
  void saysSoInALocaleThatCannotNameFiles() throws Exception {
    List<String> command = new ArrayList<>(List.of("env", "LC_ALL=C"));
    command.addAll(Child.command("--version"));
    Child.Ended ended = Child.start(folder, command).ended();

    assertThat(ended.err())
        .singleElement()
        .asString()
        .startsWith("errand: the locale has no UTF-8 (")
        .endsWith("start with LC_ALL=C.UTF-8 in the environment");
    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void showsTheStackTraceOnDemand() {
    List<String> err = CommandRun.of(words("serve --port 70000 --debug")).err();

    assertThat(err).hasSizeGreaterThan(2).last().asString().startsWith("errand: ");
  }

  private static List<String> words(String command) {
    return command.isEmpty() ? List.of() : List.of(command.split(" "));
  }

  /** As if it was given in the folder, in which this process does not run. */
  private String inFolder(String command) {
    return command
        .replaceAll(
            "(wrong|short|other|operation|agents)\\.properties",
            Matcher.quoteReplacement(folder + "/") + "$0")
        .replaceAll("(--data|--files) new", "$1 " + Matcher.quoteReplacement(folder + "/new"))
        .replace("FOLDER", folder.toString());
  }
}
