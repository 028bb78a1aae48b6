// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.task.TaskId;
import java.util.List;
import java.util.Map;

/**
 * Where the same task stands in other dialects, as links in a header (RFC 8288): so that nobody
 * needs to know how one view spells what another one calls the task, while bodies stay as their
 * contracts have them. Safe for all threads.
 *
 * @param dialects that the servlet answers
 */
record Elsewhere(List<Dialect> dialects) {

  static Elsewhere of(List<RouteSet> sets) {
    return new Elsewhere(sets.stream().map(RouteSet::dialect).distinct().toList());
  }

  /**
   * The header; none if no other dialect shows the task.
   *
   * @param here the dialect that answers
   * @param base where links begin
   */
  Map<String, String> headers(TaskId task, Dialect here, String base) {
    StringBuilder links = new StringBuilder();
    for (Dialect dialect : dialects) {
      if (dialect != here) {
        dialect.address(task).ifPresent(address -> add(links, base, address));
      }
    }
    return links.isEmpty() ? Map.of() : Map.of("Link", links.toString());
  }

  private static void add(StringBuilder links, String base, String address) {
    links
        .append(links.isEmpty() ? "<" : ", <")
        .append(base)
        .append(address)
        .append(">; rel=\"alternate\"");
  }
}
