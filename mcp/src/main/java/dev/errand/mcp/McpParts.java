// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.mcp.resource.Resources;
import dev.errand.mcp.stream.Subscriptions;
import dev.errand.mcp.stream.Waiting;
import dev.errand.mcp.stream.WaitingCalls;
import dev.errand.mcp.task.ExperimentalTasks;
import dev.errand.mcp.task.PollPace;
import dev.errand.mcp.task.TaskBodies;
import dev.errand.mcp.task.TaskMethods;
import dev.errand.mcp.task.ToolResults;
import dev.errand.mcp.tool.Caching;
import dev.errand.mcp.tool.HandleTools;
import dev.errand.mcp.tool.Starting;
import dev.errand.mcp.tool.ToolCalls;
import dev.errand.mcp.tool.ToolList;
import dev.errand.mcp.tool.ToolRules;
import dev.errand.mcp.tool.Tools;

/** What answers methods, made of what it needs. */
record McpParts(
    Discovery discovery,
    ToolList list,
    ToolCalls calls,
    TaskMethods tasks,
    ExperimentalTasks experimental,
    TaskResult taskResult,
    Subscriptions subscriptions,
    Resources resources,
    Caching caching) {

  static McpParts of(McpEngine engine, ToolRules rules, McpSettings settings, WaitingCalls calls) {
    Caching caching = new Caching(engine.unasked());
    ToolResults results = new ToolResults(engine.errand());
    TaskBodies bodies = new TaskBodies(results, engine.clock());
    Waiting waiting = new Waiting(engine.open(), calls, settings.taskAfter(), settings.beat());
    Tools tools = new Tools(engine.errand(), rules);
    Starting starting = new Starting(engine.inputs());
    HandleTools handles = new HandleTools(tools, starting, bodies, results);
    PollPace pace = new PollPace(System::nanoTime);
    return new McpParts(
        new Discovery(caching, rules.handles()),
        new ToolList(tools, handles, caching),
        new ToolCalls(
            tools,
            handles,
            starting,
            new ToolCalls.Answering(waiting, bodies, results, settings.taskAfter())),
        new TaskMethods(bodies, pace),
        new ExperimentalTasks(bodies, pace),
        new TaskResult(waiting, results),
        new Subscriptions(engine.open(), bodies),
        new Resources(results, caching, engine.clock()),
        caching);
  }
}
