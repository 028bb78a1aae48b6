// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.Errand;
import dev.errand.http.HttpSettings;
import dev.errand.http.OpenAnswers;
import dev.errand.mcp.McpEngine;
import dev.errand.mcp.McpRoutes;
import dev.errand.mcp.McpSettings;
import dev.errand.mcp.tool.LinkedInputs;
import dev.errand.mcp.tool.ToolRules;
import dev.errand.outgoing.OutgoingHttp;
import java.time.InstantSource;

/** The Model Context Protocol with every operation as a tool. */
final class Agents {

  private Agents() {}

  static McpRoutes of(Errand errand, OutgoingHttp http, OpenAnswers open) {
    int document = HttpSettings.DEFAULTS.limits().document();
    McpEngine engine =
        new McpEngine(
            errand, new LinkedInputs(http, document), open, InstantSource.system(), () -> true);
    return new McpRoutes(
        engine, ToolRules.USUAL.offering(operation -> true), McpSettings.of("Errand"));
  }

  /** A subscription to a task by one of many callers. */
  static byte[] listen(String task, int caller) {
    String json =
        """
        {"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{\
        "notifications":{"taskIds":["%s"]},"_meta":{\
        "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
        "io.modelcontextprotocol/clientCapabilities":\
        {"extensions":{"io.modelcontextprotocol/tasks":{}}}}}}\
        """
            .formatted(task);
    String headers =
        "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: subscriptions/listen\r\n%s: %d\r\n"
            .formatted(NamedCallers.HEADER, caller);
    return Requests.post("/mcp", headers, json);
  }
}
