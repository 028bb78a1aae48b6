// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.operation.TaskContext;
import dev.errand.osm.EntityType;
import dev.errand.osm.WayNodes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What of a file is not imported, or not all of it, and why: ways that become no line or a shorter
 * one than they are, and what an editor is to delete. Gathered by one thread, told by another when
 * the first has ended.
 */
final class LeftOut {

  private static final int NAMED = 10;

  private final List<String> first = new ArrayList<>();
  private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
  private final Map<EntityType, Long> deleted = new EnumMap<>(EntityType.class);
  private long shortened;

  /** Why a way is left out, as it is told of several, and what may help. */
  private enum Reason {
    NODES_UNKNOWN(
        "of whose nodes fewer than two are known",
        "A file that has the nodes of its ways is made with 'osmium extract --strategy=complete_ways',"
            + " or with '(._;>;);' in a query."),
    CENTER_ONLY(
        "of which only the center is given", "The query is to end with 'out geom' for lines."),
    TOO_SHORT("with fewer than two nodes", "");

    private final String text;
    private final String advice;

    Reason(String text, String advice) {
      this.text = text;
      this.advice = advice;
    }
  }

  /** Notes a way of whose nodes that many were found, fewer than two. */
  void add(long way, WayNodes nodes, int found) {
    Reason reason = reason(nodes);
    counts.merge(reason, 1L, Long::sum);
    if (first.size() < NAMED) {
      first.add("Way %d is left out: %s.".formatted(way, text(reason, nodes, found)));
    }
  }

  /** Notes a way that got a line although some of its nodes were not found. */
  void shortened() {
    shortened++;
  }

  /** Notes something that is marked to be deleted. */
  void deleted(EntityType type) {
    deleted.merge(type, 1L, Long::sum);
  }

  private static Reason reason(WayNodes nodes) {
    if (nodes.centered()) {
      return Reason.CENTER_ONLY;
    }
    return nodes.count() < 2 ? Reason.TOO_SHORT : Reason.NODES_UNKNOWN;
  }

  private static String text(Reason reason, WayNodes nodes, int found) {
    return switch (reason) {
      case NODES_UNKNOWN ->
          "%s of its %d nodes is known".formatted(found == 0 ? "none" : "only one", nodes.count());
      case CENTER_ONLY -> "only its center is given ('out center')";
      case TOO_SHORT -> nodes.count() == 0 ? "it has no nodes" : "it has one node";
    };
  }

  /** Writes it all to the task's log. */
  void tell(TaskContext context, OsmReport report) {
    if (!deleted.isEmpty()) {
      List<String> parts = new ArrayList<>();
      deleted.forEach((type, count) -> parts.add("%s %,d".formatted(type.word(), count)));
      context.info(
          "Skipped what is marked action='delete': %s.".formatted(String.join(", ", parts)));
    }
    if (shortened > 0) {
      context.info(
          "%s, because some of the nodes are not known."
              .formatted(
                  shortened == 1
                      ? "1 way is shorter here than it is"
                      : "%,d ways are shorter here than they are".formatted(shortened)));
    }
    first.forEach(context::warn);
    if (report.unpprocessedCount() > 0) {
      context.warn(summary(report));
    }
  }

  private String summary(OsmReport report) {
    List<String> parts = new ArrayList<>();
    StringBuilder advice = new StringBuilder();
    counts.forEach((reason, count) -> {
      parts.add("%,d %s".formatted(count, reason.text));
      advice.append(reason.advice.isEmpty() ? "" : " ").append(reason.advice);
    });
    return "%,d of %,d ways are left out: %s.%s"
        .formatted(report.unpprocessedCount(), report.wayCount(), String.join(", ", parts), advice);
  }
}
