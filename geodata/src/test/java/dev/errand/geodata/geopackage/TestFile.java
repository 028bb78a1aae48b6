// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes and reads GeoPackages with plain SQL, independently of what is tested. */
public final class TestFile implements AutoCloseable {

  private static final String[] TABLES = {
    "PRAGMA application_id = 1196444487",
    """
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
      organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
      definition TEXT NOT NULL, description TEXT)
    """,
    """
    CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
      identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME,
      min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER)
    """,
    """
    CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
      geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL,
      m TINYINT NOT NULL)
    """,
    "INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\"]', '')",
    "INSERT INTO gpkg_spatial_ref_sys VALUES ('x', 3857, 'EPSG', 3857, 'PROJCS[\"x\"]', '')",
    "INSERT INTO gpkg_spatial_ref_sys VALUES ('own', 99, 'me', 7, 'LOCAL_CS[\"own\"]', 'mine')"
  };

  private final Path path;
  private final Connection connection;

  private TestFile(Path path) throws SQLException {
    this.path = path;
    this.connection = DriverManager.getConnection("jdbc:sqlite:" + path);
  }

  public static TestFile create(Path path) throws Exception {
    Files.deleteIfExists(path);
    TestFile file = new TestFile(path);
    return file.sql(TABLES);
  }

  public TestFile sql(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
    return this;
  }

  /** Runs a statement that answers something, such as a PRAGMA. */
  public TestFile query(String statement) throws SQLException {
    try (Statement query = connection.createStatement()) {
      query.execute(statement);
    }
    return this;
  }

  /** Lists a table of points as layer. */
  public TestFile features(String table, String geometry, String type, int srs)
      throws SQLException {
    return sql(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('%s',"
                .formatted(table.replace("'", "''"))
            + "'features','%s',%d)".formatted(table.replace("'", "''"), srs),
        "INSERT INTO gpkg_geometry_columns VALUES ('%s','%s','%s',%d,0,0)"
            .formatted(table.replace("'", "''"), geometry.replace("'", "''"), type, srs));
  }

  /** Inserts a row into the columns in order. */
  public TestFile row(String table, @Nullable Object... values) throws SQLException {
    String marks = "?,".repeat(values.length);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO \"%s\" VALUES (%s)"
                .formatted(table.replace("\"", "\"\""), marks.substring(0, marks.length() - 1)))) {
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.executeUpdate();
    }
    return this;
  }

  /** A layer of points with an id, a geometry and a name. */
  public static TestFile points(Path path, String table, int count) throws Exception {
    TestFile file =
        create(path)
            .sql("CREATE TABLE \"" + table + "\" (fid INTEGER PRIMARY KEY, geom POINT, name TEXT)")
            .features(table, "geom", "POINT", 4326);
    file.sql("BEGIN");
    for (int i = 1; i <= count; i++) {
      file.row(table, i, GeometryBlob.point(i % 360 - 180, i % 170 - 85), "n" + i);
    }
    return file.sql("COMMIT");
  }

  /** Every row of a query, its values as text, BLOBs as hex. */
  public static List<String> rows(Path path, String sql) throws SQLException {
    try (TestFile file = new TestFile(path);
        Statement statement = file.connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        Object[] values = new Object[row.getMetaData().getColumnCount()];
        for (int i = 0; i < values.length; i++) {
          Object value = row.getObject(i + 1);
          values[i] = value instanceof byte[] blob ? HexFormat.of().formatHex(blob) : value;
        }
        rows.add(Arrays.toString(values));
      }
      return rows;
    }
  }

  public Path path() {
    return path;
  }

  /** Closes it and gives its bytes. */
  public byte[] bytes() throws IOException, SQLException {
    close();
    return Files.readAllBytes(path);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
