// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What SQLite's quick check says of a stranger's file. */
final class Soundness {

  private static final String OK = "ok";

  private Soundness() {}

  /** What is wrong first in the whole file, which SQLite may also say by failing. */
  static Optional<String> ofAll(Statement statement) {
    try {
      return said(statement, "1");
    } catch (SQLException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Checks one table, which stands on its own: not what is wrong with others.
   *
   * @throws BadGeoPackageException if it is damaged
   */
  static void require(Statement statement, String table)
      throws SQLException, BadGeoPackageException {
    Optional<String> trouble = said(statement, "'" + table.replace("'", "''") + "'");
    if (trouble.isPresent()) {
      throw new BadGeoPackageException("The GeoPackage is damaged: " + trouble.get());
    }
  }

  private static Optional<String> said(Statement statement, String what) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA quick_check(" + what + ")")) {
      String said = row.next() ? row.getString(1).strip() : "nothing";
      return said.equals(OK) ? Optional.empty() : Optional.of(said);
    }
  }
}
