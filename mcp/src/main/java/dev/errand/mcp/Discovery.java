// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.http.Response;
import dev.errand.mcp.stream.WaitingCalls;
import dev.errand.mcp.tool.Caching;
import dev.errand.mcp.wire.Answers;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Revision;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What clients ask first: what is served, and how it is to be used. Costs no look at the store. */
final class Discovery {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Caching caching;
  private final String instructions;

  /**
   * @param handles whether there are tools that start and follow tasks
   */
  Discovery(Caching caching, boolean handles) {
    this.caching = caching;
    this.instructions = instructions(handles);
  }

  private static String instructions(boolean handles) {
    String text =
        "The tools here are operations that may take long. Each call is a task that is kept: it goes"
            + " on if the connection is lost, and its result can be had until its time is over. A"
            + " call that fails says why; mend the arguments and call again. Never repeat a call only"
            + " because its answer was lost: ask for the task first, or give a key with it.";
    return handles
        ? text
            + " Where a call may take longer than a minute and you cannot hold tasks, use"
            + " errand_start, then errand_status; errand_log shows what a task writes."
        : text;
  }

  /** Answers {@code server/discover}. */
  Response discover(Call call) {
    ObjectNode result = call.object();
    Revision.words().forEach(result.putArray("supportedVersions")::add);
    ObjectNode capabilities = result.putObject("capabilities");
    capabilities.putObject("tools");
    capabilities.putObject("resources");
    capabilities.putObject("extensions").putObject(Call.TASKS);
    result.put("instructions", instructions);
    caching.add(call, result);
    return call.answer(result);
  }

  /** Answers {@code initialize}. The session that begins is kept by nobody. */
  Response initialize(Call call) {
    Revision revision =
        Optional.of(call.params().path("protocolVersion").asString(""))
            .flatMap(Revision::legacy)
            .orElse(Revision.EXPERIMENTAL_TASKS);
    ObjectNode result = call.object().put("protocolVersion", revision.word());
    ObjectNode capabilities = result.putObject("capabilities");
    capabilities.putObject("tools");
    capabilities.putObject("resources");
    if (revision == Revision.EXPERIMENTAL_TASKS) {
      ObjectNode tasks = capabilities.putObject("tasks");
      tasks.putObject("cancel");
      if (!caching.isOpen()) {
        tasks.putObject("list");
      }
      tasks.putObject("requests").putObject("tools").putObject("call");
    }
    result.set("serverInfo", call.server().document());
    result.put("instructions", instructions);
    byte[] session = new byte[16];
    RANDOM.nextBytes(session);
    return Answers.json(
        200, call.body(result), Map.of(WaitingCalls.SESSION, HexFormat.of().formatHex(session)));
  }
}
