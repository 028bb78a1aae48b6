// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errand.task.Json;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * OWSLib, the client library that most Python programs use, against a server as it comes. Where the
 * system's Python has no OWSLib there is nothing to try; continuous integration has it.
 */
class OwsLibTest {

  private static final String PYTHON = "/usr/bin/python3";

  @TempDir private Path folder;

  private static Child.Ended python(Path folder, String... args) {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(args));
    try (Child child = Child.start(folder, command)) {
      return child.ended();
    }
  }

  @BeforeAll
  static void findLibrary(@TempDir Path folder) {
    assumeTrue(
        Files.isExecutable(Path.of(PYTHON))
            && python(folder, "-c", "import owslib.ogcapi.processes").code() == 0,
        "python3-owslib is not installed");
  }

  @Test
  void listsAndDescribesTheProcesses() throws Exception {
    JsonNode found;
    try (RunningServer server = RunningServer.start(folder);
        InputStream script = OwsLibTest.class.getResourceAsStream("processes.py")) {
      String program = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      Child.Ended ended = python(folder, "-c", program, server.address().toString());
      assertThat(ended.code()).as(String.join("\n", ended.err())).isZero();
      found = new Json(ended.out()).parse();
    }

    assertThat(found.at("/conformance/conformsTo").valueStream().map(JsonNode::stringValue))
        .contains("http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core");
    assertThat(found.at("/api/openapi").asString("")).startsWith("3.0.");
    assertThat(found.path("processes").valueStream().map(JsonNode::stringValue))
        .contains("echo", "osm-import", "geopackage-export");
    assertThat(found.path("descriptions")).hasSameSizeAs(found.path("processes"));
    assertThat(found.path("descriptions"))
        .allMatch(description -> description.path("inputs").isObject());
    assertThat(found.at("/descriptions/echo/inputs").propertyNames())
        .containsExactly("text", "pause", "list", "area", "thing", "either");
  }
}
