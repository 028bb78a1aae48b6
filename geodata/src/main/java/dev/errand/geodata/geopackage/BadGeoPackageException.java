// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.io.IOException;

/** A file that is not the GeoPackage it should be. The message says what is wrong with it. */
public final class BadGeoPackageException extends IOException {

  private static final long serialVersionUID = 1;

  BadGeoPackageException(String message) {
    super(message);
  }

  BadGeoPackageException(String message, Throwable cause) {
    super(message, cause);
  }
}
