// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.errand.task.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

  private static final String OSM =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <osm version="0.6">
        <node id="1" version="1" changeset="7" timestamp="2012-07-06T12:59:39Z" lat="43.7" lon="7.4"/>
        <node id="2" version="1" changeset="8" timestamp="2012-07-06T12:59:39Z" lat="43.8" lon="7.4"/>
        <way id="3" version="1" changeset="8" timestamp="2012-07-06T12:59:39Z"><nd ref="1"/><nd ref="2"/></way>
      </osm>
      """;

  @TempDir private Path folder;

  @Test
  void printsTheResultOfATaskThatFinished() throws IOException {
    Files.writeString(folder.resolve("small.osm"), OSM);

    Child.Ended ended = Child.run(folder, "run", "osm-import", "repo=new", "file=small.osm");

    assertThat(ended.code()).as(ended.toString()).isEqualTo(ExitCode.DONE);
    assertThat(new Json(ended.out()).parse().path("nodeCount").asInt(0)).isEqualTo(2);
    assertThat(ended.err()).last().asString().startsWith("FINISHED  ");
    assertThat(folder.resolve("errand-data/repos/new")).isDirectory();
  }

  @Test
  void bringsGeoPackagesInAndOut() throws IOException {
    Files.writeString(folder.resolve("small.osm"), OSM);
    Child.run(folder, "run", "osm-import", "repo=one", "file=small.osm");
    Child.Ended out =
        Child.run(folder, "run", "geopackage-export", "repo=one", "--out", "one.gpkg");
    assertThat(out.code()).as(out.toString()).isEqualTo(ExitCode.DONE);

    Child.Ended in =
        Child.run(folder, "run", "geopackage-import", "repo=two", "file=one.gpkg", "layer=node");

    assertThat(in.code()).as(in.toString()).isEqualTo(ExitCode.DONE);
    assertThat(new Json(in.out()).parse().path("layers").toString())
        .isEqualTo("[{\"name\":\"node\",\"features\":2}]");
  }

  @Test
  void runsEcho() {
    Child.Ended ended = Child.run(folder, "run", "echo", "text=hello");

    assertThat(ended.code()).as(ended.toString()).isEqualTo(ExitCode.DONE);
    assertThat(new Json(ended.out()).parse().toString()).isEqualTo("{\"text\":\"hello\"}");
  }

  @Test
  void looksAtWhereTheFileGoesBeforeTheWork() throws IOException {
    Files.writeString(folder.resolve("there.gpkg"), "mine");

    CommandRun run =
        CommandRun.of(
            List.of(
                "run",
                "geopackage-export",
                "repo=town",
                "--out",
                folder.resolve("there.gpkg").toString(),
                "--data",
                folder.resolve("data").toString()));

    assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).singleElement().asString().contains("exists already");
    assertThat(folder.resolve("data")).as("nothing was begun").doesNotExist();
    assertThat(folder.resolve("there.gpkg")).hasContent("mine");
  }

  @Test
  void listsWhatThereIs() {
    CommandRun run = CommandRun.of(List.of("run", "--list"));

    assertThat(run.code()).isZero();
    assertThat(run.out().lines().map(line -> line.replaceFirst(" .*", "")))
        .containsExactly(
            "OPERATION",
            "echo",
            "geopackage-export",
            "geopackage-export-diff",
            "geopackage-import",
            "osm-download",
            "osm-import");
  }

  @Test
  void explainsOneOperation() {
    CommandRun run = CommandRun.of(List.of("run", "geopackage-export", "--help"));

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("geopackage-export: Export to Geopackage database\n")
        .contains("Leaves a file: the layers")
        .containsPattern("repo +text +The name of the repository \\(required\\)")
        .containsPattern("path +list, with commas +The layers to export; all if absent");
    assertThat(CommandRun.of(List.of("run", "osm-import", "--help")).out())
        .containsPattern("add +true or false +Whether .* \\(false if absent\\)")
        .doesNotContain("upload");
    assertThat(CommandRun.of(List.of("run", "--help")).out()).contains("Usage: errand run");
    assertThat(CommandRun.of(List.of("run", "nix", "--help")).code()).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void explainsAProgramWhoseInputsAreOfAnyForm() throws IOException {
    String declaration =
        """
        name: cut
        inputs:
          box: {type: array, items: {type: number}, default: [0, 1.5]}
          either: {type: [string, integer, "null"], optional: true}
          perhaps: {type: ["null", integer], optional: true}
        command: ['true']
        """;
    Path file = Files.writeString(folder.resolve("cut.yaml"), declaration);

    CommandRun run =
        CommandRun.of(List.of("run", "cut", "--help", "--operations", file.toString()));

    assertThat(run.out())
        .containsPattern("box +list, with commas +\\(\\[0,1.5\\] if absent\\)")
        .containsPattern("either +JSON or text")
        .containsPattern("perhaps +whole number");
  }

  @Test
  void saysWhyATaskFailed() {
    Child.Ended ended = Child.run(folder, "run", "osm-import", "repo=new", "file=none.osm");

    assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .last()
        .isEqualTo("errand: osm-import failed: File does not exist: none.osm");
    assertThat(ended.err()).filteredOn(line -> line.contains("none.osm")).hasSize(1);
  }

  @Test
  void downloadsFromAServer() throws IOException {
    HttpServer overpass =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    overpass.createContext(
        "/",
        exchange -> {
          byte[] data = OSM.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, data.length);
          exchange.getResponseBody().write(data);
          exchange.close();
        });
    overpass.start();
    String url = "http://127.0.0.1:" + overpass.getAddress().getPort() + "/api";
    try {
      Child.Ended ended =
          Child.run(folder, "run", "osm-download", "repo=new", "bbox=43,7,44,8", "--overpass", url);

      assertThat(ended.code()).as(ended.toString()).isEqualTo(ExitCode.DONE);
      assertThat(new Json(ended.out()).parse().path("wayCount").asInt(0)).isEqualTo(1);
    } finally {
      overpass.stop(0);
    }
  }

  @Test
  void cancelsTheTaskOnCtrlC() throws IOException, InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    HttpServer source =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    source.createContext(
        "/",
        exchange -> {
          asked.countDown();
          await(over);
          exchange.close();
        });
    source.start();
    String url = "http://127.0.0.1:" + source.getAddress().getPort() + "/slow.osm";
    try (Child child = Child.start(folder, "run", "osm-import", "repo=new", "uri=" + url)) {
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

      child.signal("INT");
      Child.Ended ended = child.ended();

      assertThat(ended.err().getFirst()).startsWith("errand: cancelling");
      assertThat(ended.err()).last().asString().startsWith("CANCELLED");
      assertThat(ended.code()).isEqualTo(ExitCode.CANCELLED);
    } finally {
      over.countDown();
      source.stop(0);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
