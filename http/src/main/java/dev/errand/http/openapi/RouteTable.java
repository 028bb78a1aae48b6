// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.openapi;

import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The routes that are mounted, by method and template. What a template calls its variables makes no
 * difference.
 */
record RouteTable(Map<String, Route> routes) {

  static RouteTable of(List<RouteSet> sets) {
    Map<String, Route> routes = new HashMap<>();
    for (RouteSet set : sets) {
      set.routes().forEach(route -> routes.put(key(route.method(), route.template()), route));
    }
    return new RouteTable(routes);
  }

  /**
   * @param method in any case
   */
  Optional<Route> find(String method, String template) {
    @Nullable Route route = routes.get(key(method, template));
    return Optional.ofNullable(route);
  }

  private static String key(String method, String template) {
    return method.toUpperCase(Locale.ROOT) + " " + template.replaceAll("\\{[^}]*}", "{}");
  }
}
