// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedRoutesTest {

  /** Routes of one dialect. */
  private record Part(Dialect dialect, List<Route> routes) implements RouteSet {}

  private final Dialect dialect = new EchoRoutes.Plain();

  private static Route route(String path) {
    return Route.get(path, _ -> Response.text(200, path));
  }

  @Test
  void areTheRoutesOfAllPartsInTheirOrder() {
    Route a = route("/a");
    Route b = route("/b");
    RouteSet joined =
        RouteSet.of(List.of(new Part(dialect, List.of(a)), new Part(dialect, List.of(b))));

    assertThat(joined.routes()).containsExactly(a, b);
    assertThat(joined.dialect()).isSameAs(dialect);
  }

  @Test
  void areRefusedOfTwoDialectsAndOfNone() {
    RouteSet one = new Part(dialect, List.of(route("/a")));
    RouteSet other = new Part(new EchoRoutes.Plain(), List.of(route("/b")));

    assertThatThrownBy(() -> RouteSet.of(List.of(one, other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one dialect");
    assertThatThrownBy(() -> RouteSet.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
