// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.List;

/** Several sets of one dialect as one. */
record JoinedRoutes(List<RouteSet> parts) implements RouteSet {

  JoinedRoutes {
    parts = List.copyOf(parts);
    if (parts.stream().map(RouteSet::dialect).distinct().count() != 1) {
      throw new IllegalArgumentException("only routes of one dialect can be joined");
    }
  }

  @Override
  public Dialect dialect() {
    return parts.getFirst().dialect();
  }

  @Override
  public List<Route> routes() {
    return parts.stream().flatMap(part -> part.routes().stream()).toList();
  }

  @Override
  public List<ApiFragment> described() {
    return parts.stream().flatMap(part -> part.described().stream()).toList();
  }
}
