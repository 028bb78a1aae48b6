// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.List;

/** Routes of one dialect that a host mounts together. */
public interface RouteSet {

  Dialect dialect();

  /** The routes; asked for once. */
  List<Route> routes();

  /** What tells callers of these routes at {@code /api}; routes of none are not told of. */
  default List<ApiFragment> described() {
    return List.of();
  }

  /**
   * Several sets as one.
   *
   * @throws IllegalArgumentException if there is none, or they are not of one dialect
   */
  static RouteSet of(List<RouteSet> parts) {
    return new JoinedRoutes(parts);
  }
}
