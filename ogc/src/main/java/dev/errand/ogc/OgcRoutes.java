// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.http.Dialect;
import dev.errand.http.RouteSet;

/** Routes of the dialect. */
public interface OgcRoutes extends RouteSet {

  @Override
  default Dialect dialect() {
    return OgcDialect.INSTANCE;
  }
}
