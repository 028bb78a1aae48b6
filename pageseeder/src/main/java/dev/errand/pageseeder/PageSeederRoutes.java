// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.http.ApiFragment;
import dev.errand.http.Dialect;
import dev.errand.http.RouteSet;
import java.util.List;

/** Services of the dialect, which {@code api.json} beside the class tells of. */
public interface PageSeederRoutes extends RouteSet {

  @Override
  default Dialect dialect() {
    return PageSeederDialect.INSTANCE;
  }

  @Override
  default List<ApiFragment> described() {
    return List.of(new ApiFragment(getClass(), "api.json"));
  }
}
