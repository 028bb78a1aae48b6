// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.LockingMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConfig.TransactionMode;

/**
 * A GeoPackage being written by one thread, in one transaction, without journal and without sync:
 * whoever uses it works on a file that nobody else sees and that is thrown away when anything goes
 * wrong, and syncs it once at the end. Format: OGC 12-128r19 (GeoPackage 1.3.1), sections 1.1.1 to
 * 1.1.3 and 2.1.
 */
public final class GeoPackageFile implements AutoCloseable {

  /** "GPKG" in ASCII, clause 1.1.1.1.1. */
  private static final int APPLICATION_ID = 0x47504B47;

  private static final int VERSION = 10301;
  private static final int PAGE_SIZE = 4096;

  /** Negative means KiB. The cache is native memory, so it does not count against the heap. */
  private static final int CACHE_SIZE = -64 * 1024;

  /** Clause 1.1.3.1.1: ISO 8601 with milliseconds and Z. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
          .toFormatter(java.util.Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Connection connection;

  private GeoPackageFile(Connection connection) {
    this.connection = connection;
  }

  /** Makes a new file without layers. */
  public static GeoPackageFile create(Path file) throws SQLException {
    GeoPackageFile made = new GeoPackageFile(connect(file));
    try (Statement statement = made.connection.createStatement()) {
      for (String table : GeoPackageTables.CREATE) {
        statement.executeUpdate(table);
      }
      return made;
    } catch (SQLException e) {
      made.close();
      throw e;
    }
  }

  /** Opens a file that {@link #create} made, to change it. */
  public static GeoPackageFile open(Path file) throws SQLException {
    return new GeoPackageFile(connect(file));
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.OFF);
    config.setSynchronous(SynchronousMode.OFF);
    config.setLockingMode(LockingMode.EXCLUSIVE);
    config.setTransactionMode(TransactionMode.EXCLUSIVE);
    config.setTempStore(TempStore.MEMORY);
    config.setPageSize(PAGE_SIZE);
    config.setCacheSize(CACHE_SIZE);
    config.setApplicationId(APPLICATION_ID);
    config.setUserVersion(VERSION);
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    connection.setAutoCommit(false);
    return connection;
  }

  /** For statements on the layers' tables. The transaction is this class's business. */
  public Connection connection() {
    return connection;
  }

  /** Makes an empty layer. */
  public void addLayer(LayerSchema layer) throws SQLException {
    addLayer(layer.layer());
  }

  /** Makes an empty layer, whose spatial reference system must be there. */
  void addLayer(Layer layer) throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement contents = connection.prepareStatement(GeoPackageTables.ADD_CONTENTS);
        PreparedStatement column = connection.prepareStatement(GeoPackageTables.ADD_GEOMETRY)) {
      statement.executeUpdate(layer.create());
      contents.setString(1, layer.table());
      contents.setString(2, layer.dataType());
      contents.setString(3, identifier(layer));
      contents.setString(4, layer.description());
      contents.setString(5, TIME.format(Instant.EPOCH));
      contents.setObject(6, layer.geometry().map(GeometryColumn::srs).orElse(null));
      contents.executeUpdate();
      if (layer.geometry().isPresent()) {
        GeometryColumn geometry = layer.geometry().get();
        column.setString(1, layer.table());
        column.setString(2, geometry.name());
        column.setString(3, geometry.type());
        column.setInt(4, geometry.srs());
        column.setInt(5, geometry.z());
        column.setInt(6, geometry.m());
        column.executeUpdate();
      }
    }
  }

  /** Identifiers are unique in a file, and may be left out. */
  private @Nullable String identifier(Layer layer) throws SQLException {
    for (String wanted : List.of(layer.identifier(), layer.table())) {
      try (PreparedStatement select =
          connection.prepareStatement(GeoPackageTables.HAS_IDENTIFIER)) {
        select.setString(1, wanted);
        try (ResultSet row = select.executeQuery()) {
          if (!row.next()) {
            return wanted;
          }
        }
      }
    }
    return null;
  }

  /** Removes a layer with all its features; does nothing if there is none of that name. */
  public void dropLayer(String table) throws SQLException {
    for (String delete : GeoPackageTables.FORGET) {
      try (PreparedStatement statement = connection.prepareStatement(delete)) {
        statement.setString(1, table);
        statement.executeUpdate();
      }
    }
    new ExtensionTable(connection).forget(table);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("DROP TABLE IF EXISTS " + LayerSchema.quoted(table));
    }
  }

  /** The extent that the file gives for a layer; empty if it has no feature. */
  public Optional<Extent> extent(String table) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(GeoPackageTables.SELECT_EXTENT)) {
      select.setString(1, table);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next() || row.getObject(1) == null) {
          return Optional.empty();
        }
        return Optional.of(
            new Extent(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)));
      }
    }
  }

  /** Says what part of the earth a layer covers and when it changed. */
  public void describe(String table, Optional<Extent> extent, Instant changed) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(GeoPackageTables.SET_EXTENT)) {
      update.setObject(1, extent.map(Extent::minX).orElse(null));
      update.setObject(2, extent.map(Extent::minY).orElse(null));
      update.setObject(3, extent.map(Extent::maxX).orElse(null));
      update.setObject(4, extent.map(Extent::maxY).orElse(null));
      update.setString(5, TIME.format(changed));
      update.setString(6, table);
      update.executeUpdate();
    }
  }

  /**
   * Writes out everything; the file is then whole as far as SQLite is concerned, and not yet
   * synced.
   */
  public void commit() throws SQLException {
    connection.commit();
  }

  /**
   * Lets statements read another file, under a name before its tables. It must not change
   * meanwhile. What was written before is committed.
   */
  void attach(Path other, String name) throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
    try (PreparedStatement attach =
        connection.prepareStatement("ATTACH DATABASE ? AS " + LayerSchema.quoted(name))) {
      attach.setString(1, readOnly(other));
      attach.executeUpdate();
    }
    connection.setAutoCommit(false);
  }

  /** Opens a file that {@link #create} made, and that does not change, to read it. */
  static Connection read(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setCacheSize(CACHE_SIZE);
    return config.createConnection("jdbc:sqlite:" + readOnly(file));
  }

  /** As a URI for SQLite: nobody else changes the file, so it needs no locks. */
  static String readOnly(Path file) {
    return file.toAbsolutePath().toUri() + "?mode=ro&immutable=1";
  }

  /** Gives back the room of what was dropped; to be called after {@link #commit}. */
  public void compact() throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("VACUUM");
    }
    connection.setAutoCommit(false);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
