// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import dev.errand.http.Response;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.mcp.wire.Revision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers {@code tools/list}. */
public final class ToolList {

  private static final int PAGE = 500;

  private final Tools tools;
  private final HandleTools handles;
  private final Caching caching;

  public ToolList(Tools tools, HandleTools handles, Caching caching) {
    this.tools = tools;
    this.handles = handles;
    this.caching = caching;
  }

  /**
   * The tools that the caller may call, by name.
   *
   * @throws Fault if the cursor is not one of ours
   */
  public Response answer(Call call) {
    List<ObjectNode> all = new ArrayList<>();
    List<Tool> own = tools.of(call);
    own.forEach(tool -> all.add(fitted(call, tool.document())));
    if (!own.isEmpty() && tools.rules().handles()) {
      handles.documents(own).forEach(document -> all.add(handle(call, document)));
    }
    all.sort(Comparator.comparing(document -> document.path("name").asString("")));
    int from = call.optionalText("cursor").map(cursor -> place(all, cursor)).orElse(0);
    int to = Math.min(all.size(), from + PAGE);
    ObjectNode result = call.object();
    ArrayNode page = result.putArray("tools");
    all.subList(from, to).forEach(page::add);
    if (to < all.size()) {
      result.put("nextCursor", all.get(to - 1).path("name").asString(""));
    }
    caching.add(call, result);
    return call.answer(result);
  }

  /** A cursor is the name of the last tool of the page before. */
  private static int place(List<ObjectNode> all, String cursor) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).path("name").asString("").equals(cursor)) {
        return i + 1;
      }
    }
    throw Fault.invalidParams("The 'cursor' is none that came from here.");
  }

  private static ObjectNode fitted(Call call, ObjectNode document) {
    ObjectNode fitted = handle(call, document);
    if (call.revision() == Revision.EXPERIMENTAL_TASKS) {
      fitted.putObject("execution").put("taskSupport", "optional");
    }
    return fitted;
  }

  /** Without what the revision does not know. */
  private static ObjectNode handle(Call call, ObjectNode document) {
    ObjectNode fitted = document.objectNode();
    for (var member : document.properties()) {
      JsonNode value = member.getValue();
      boolean known =
          call.revision().isStructured()
              || !(member.getKey().equals("title") || member.getKey().equals("outputSchema"));
      if (known) {
        fitted.set(member.getKey(), value);
      }
    }
    return fitted;
  }
}
