// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.io.IOException;

/** A file that others change while it is read. */
public final class BusyFileException extends IOException {

  private static final long serialVersionUID = 1;

  /** What somebody may do who has the database open in another program. */
  static final String COPY = "sqlite3 FILE \"VACUUM INTO 'COPY'\"";

  BusyFileException() {
    super(
        "The file was changed while it was read. Import it again once nobody writes to it, or import"
            + " a copy made with: "
            + COPY);
  }
}
