// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.Errand;
import dev.errand.ErrandBuilder;
import dev.errand.http.ContainerPrincipals;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.LocalOnlyFilter;
import dev.errand.http.OpenAnswers;
import dev.errand.mcp.tool.LinkedInputs;
import dev.errand.mcp.tool.ToolRules;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Json;
import dev.errand.testkit.http.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves the fixtures without accounts until its input ends, for the official suite and clients.
 */
final class FixtureServer {

  private FixtureServer() {}

  /** Prints the address once it serves; the argument is a folder for its data. */
  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    ErrandBuilder builder =
        Errand.builder().store(SqliteStore.in(data)).data(data).stopPatience(Duration.ZERO);
    Fixtures.all().forEach(builder::operation);
    Errand errand = builder.build();
    errand.start();
    OpenAnswers open = new OpenAnswers(OpenAnswers.Settings.DEFAULTS);
    McpRoutes routes =
        new McpRoutes(
            new McpEngine(
                errand,
                new LinkedInputs(new OutgoingHttp(OutgoingSettings.DEFAULT), 1 << 20),
                open,
                InstantSource.system(),
                () -> true),
            ToolRules.USUAL
                .named(name -> name.replace('-', '_'))
                .requiring(info ->
                    info.name().equals("test-missing-capability")
                        ? Optional.of(sampling())
                        : Optional.empty()),
            McpSettings.of("Fixtures"));
    TestServer http =
        new TestServer(
                new ErrandServlet(
                    HttpSettings.DEFAULTS, ContainerPrincipals.open(), List.of(routes)))
            .filter(new LocalOnlyFilter(() -> true));
    System.out.println("http://127.0.0.1:" + http.port() + "/mcp");
    new CountDownLatch(1).await();
  }

  private static ObjectNode sampling() {
    ObjectNode required = Json.mapper().createObjectNode();
    required.putObject("sampling");
    return required;
  }
}
