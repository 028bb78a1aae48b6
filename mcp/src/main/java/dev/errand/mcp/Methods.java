// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.http.Response;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.mcp.wire.Revision;
import java.util.HashMap;
import java.util.Map;

/** What answers which method, by revision. */
final class Methods {

  /** Answers one method. */
  interface Method {
    Response answer(Call call);
  }

  private final Map<String, Method> modern = new HashMap<>();
  private final Map<String, Method> legacy = new HashMap<>();
  private final Map<String, Method> experimental = new HashMap<>();

  Methods(McpParts parts) {
    common(modern, parts);
    modern.put("server/discover", parts.discovery()::discover);
    modern.put("tasks/get", parts.tasks()::get);
    modern.put("tasks/update", parts.tasks()::update);
    modern.put("tasks/cancel", parts.tasks()::cancel);
    modern.put("subscriptions/listen", parts.subscriptions()::listen);

    common(legacy, parts);
    legacy.put("initialize", parts.discovery()::initialize);
    legacy.put("ping", call -> call.answer(call.object()));

    experimental.put("tasks/get", parts.experimental()::get);
    experimental.put("tasks/cancel", parts.experimental()::cancel);
    experimental.put("tasks/result", parts.taskResult()::answer);
    experimental.put(
        "tasks/list",
        call -> {
          if (parts.caching().isOpen()) {
            throw Fault.unknownMethod("tasks/list");
          }
          return parts.experimental().list(call);
        });
  }

  private static void common(Map<String, Method> methods, McpParts parts) {
    methods.put("tools/list", parts.list()::answer);
    methods.put("tools/call", parts.calls()::answer);
    methods.put("resources/list", parts.resources()::list);
    methods.put("resources/templates/list", parts.resources()::templates);
    methods.put("resources/read", parts.resources()::read);
  }

  /**
   * What answers the method in that revision.
   *
   * @throws Fault if nothing does
   */
  Method find(String name, Revision revision) {
    Method found = revision.isModern() ? modern.get(name) : legacy.get(name);
    if (found == null && revision == Revision.EXPERIMENTAL_TASKS) {
      found = experimental.get(name);
    }
    if (found == null) {
      throw Fault.unknownMethod(name);
    }
    return found;
  }
}
