// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.io.IOException;

/** The bytes of a geometry are not what the GeoPackage standard says. */
final class BadGeometryException extends IOException {

  private static final long serialVersionUID = 1;

  BadGeometryException(String message) {
    super(message);
  }
}
