// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.http.Dialect;
import dev.errand.http.RouteSet;

/** Routes of the dialect. */
public interface GeoGigRoutes extends RouteSet {

  @Override
  default Dialect dialect() {
    return GeoGigDialect.INSTANCE;
  }
}
