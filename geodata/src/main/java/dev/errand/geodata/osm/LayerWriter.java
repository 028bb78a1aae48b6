// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.geodata.geopackage.LayerSchema;
import dev.errand.geodata.repository.ContentSum;
import dev.errand.osm.BadOsmFileException;
import dev.errand.osm.EntityType;
import dev.errand.osm.HistoryFile;
import dev.errand.osm.Meta;
import dev.errand.osm.SingleVersions;
import dev.errand.osm.Timestamps;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one layer. Of two with one identifier the one with the higher version stays,
 * of equal versions the later one. Rows in ascending order of identifiers, the usual case, are
 * appended without looking.
 */
final class LayerWriter implements AutoCloseable {

  private final PreparedStatement insert;
  private final PreparedStatement replace;
  private final PreparedStatement select;
  private final Timestamps timestamps = new Timestamps();
  private final CanonicalForm form = new CanonicalForm();
  private final ContentSum.Summing surplus = new ContentSum.Summing();
  private final OsmLayer layer;
  private final long before;
  private long highest;
  private boolean empty;
  private int pending;
  private long added;

  LayerWriter(Connection connection, OsmLayer layer) throws SQLException {
    this.layer = layer;
    LayerSchema schema = layer.schema();
    insert = connection.prepareStatement(schema.insert("INSERT"));
    replace = connection.prepareStatement(schema.insert("REPLACE"));
    select = connection.prepareStatement(schema.selectByKey());
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT max(%s) FROM %s"
                    .formatted(
                        LayerSchema.quoted(schema.key()), LayerSchema.quoted(schema.table())))) {
      row.next();
      highest = row.getLong(1);
      empty = row.wasNull();
      before = empty ? Long.MIN_VALUE : highest;
    }
  }

  /**
   * Takes the next row.
   *
   * @throws BadOsmFileException if the file has it in several versions, as far as that can be told:
   *     a row with a higher identifier than there was before comes from the file itself
   */
  void write(Feature feature) throws SQLException, BadOsmFileException {
    long id = feature.meta().id();
    if (empty || id > highest) {
      empty = false;
      highest = id;
      bind(insert, feature);
      insert.addBatch();
      pending++;
      added++;
    } else {
      flush();
      merge(feature);
    }
  }

  void flush() throws SQLException {
    if (pending > 0) {
      insert.executeBatch();
      pending = 0;
    }
  }

  /** How many more rows there are than before. */
  long added() {
    return added;
  }

  /** The sum of what was given to this writer, or was there, and is not there any more. */
  ContentSum surplus() {
    return surplus.sum();
  }

  private void merge(Feature feature) throws SQLException, BadOsmFileException {
    Feature old = find(feature);
    if (old != null && old.meta().id() > before) {
      checkVersion(old.meta(), feature.meta());
    }
    if (old != null && old.meta().version() > feature.meta().version()) {
      surplus.add(form.of(feature.meta(), feature.geometry()));
      return;
    }
    if (old == null) {
      added++;
    } else {
      surplus.add(form.of(old.meta(), old.geometry()));
    }
    bind(replace, feature);
    replace.executeUpdate();
  }

  private void checkVersion(Meta old, Meta now) throws BadOsmFileException {
    if (SingleVersions.differ(old.version(), now.version())) {
      EntityType type = layer == OsmLayer.NODE ? EntityType.NODE : EntityType.WAY;
      throw HistoryFile.versionsApart(type, now.id(), old.version(), now.version());
    }
  }

  private @Nullable Feature find(Feature feature) throws SQLException {
    select.setLong(1, feature.meta().id());
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      String timestamp = row.getString(5);
      Meta meta =
          new Meta(
              row.getLong(1),
              row.getLong(3),
              row.getLong(4),
              timestamp == null ? 0 : Timestamps.parseColumn(timestamp),
              row.getString(6),
              row.getString(7));
      return new Feature(feature.layer(), meta, row.getBytes(2));
    }
  }

  private void bind(PreparedStatement statement, Feature feature) throws SQLException {
    Meta meta = feature.meta();
    statement.setLong(1, meta.id());
    statement.setBytes(2, feature.geometry());
    statement.setObject(3, meta.version() == 0 ? null : meta.version());
    statement.setObject(4, meta.changeset() == 0 ? null : meta.changeset());
    statement.setString(5, meta.timestamp() == 0 ? null : timestamps.format(meta.timestamp()));
    statement.setString(6, meta.user());
    statement.setString(7, meta.tags());
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    replace.close();
    select.close();
  }
}
