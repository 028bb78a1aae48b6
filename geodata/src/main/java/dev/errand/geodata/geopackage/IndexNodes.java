// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the nodes of an R-tree from sorted entries, full ones, each once, instead of letting
 * SQLite insert entry by entry and split. The format is that of SQLite's shadow tables: {@code
 * _node} holds a blob for each node (two bytes for the depth of the tree, in the root only; two for
 * the number of cells; then for each cell 8 bytes of identifier and four floats; big-endian; filled
 * up to a fixed size), {@code _rowid} the leaf of each entry, {@code _parent} the parent of each
 * node but the root, which is number 1. See "The SQLite R*Tree Module", section 3.4 "Shadow
 * tables", and the comment at the head of SQLite's rtree.c. Used by one thread.
 */
final class IndexNodes implements AutoCloseable {

  private static final int ROOT = 1;
  private static final int HEADER = 4;
  private static final int CELL = Long.BYTES + 4 * Float.BYTES;
  private static final int MOST_CELLS = 51;
  private static final int BATCH = 1_000;

  private final PreparedStatement node;
  private final PreparedStatement leafOf;
  private final PreparedStatement parentOf;
  private final ByteBuffer bytes;
  private final int capacity;
  private final List<List<IndexEntry>> levels = new ArrayList<>();
  private long lastNode = ROOT;
  private int pending;

  /**
   * @param table the name of the virtual table, which is empty and was made with pages of that size
   */
  IndexNodes(Connection connection, String table, int pageSize) throws SQLException {
    int size = Math.min(pageSize - 64, HEADER + MOST_CELLS * CELL);
    capacity = (size - HEADER) / CELL;
    bytes = ByteBuffer.allocate(size);
    node = statement(connection, "REPLACE", table + "_node");
    leafOf = statement(connection, "INSERT", table + "_rowid");
    parentOf = statement(connection, "INSERT", table + "_parent");
    levels.add(new ArrayList<>());
  }

  private static PreparedStatement statement(Connection connection, String verb, String table)
      throws SQLException {
    return connection.prepareStatement(
        "%s INTO %s VALUES (?, ?)".formatted(verb, LayerSchema.quoted(table)));
  }

  /** Adds the next entry. */
  void add(IndexEntry entry) throws SQLException {
    add(0, entry);
  }

  private void add(int level, IndexEntry entry) throws SQLException {
    if (levels.size() == level) {
      levels.add(new ArrayList<>());
    }
    List<IndexEntry> cells = levels.get(level);
    if (cells.size() == capacity) {
      add(level + 1, write(level, ++lastNode));
    }
    cells.add(entry);
  }

  /** Writes what is left, the root last. */
  void finish() throws SQLException {
    for (int level = 0; level < levels.size() - 1; level++) {
      add(level + 1, write(level, ++lastNode));
    }
    write(levels.size() - 1, ROOT);
    flush();
  }

  /** Writes the cells of a level as one node, and gives the cell for it. */
  private IndexEntry write(int level, long number) throws SQLException {
    List<IndexEntry> cells = levels.get(level);
    bytes.clear();
    bytes.putShort((short) (number == ROOT ? levels.size() - 1 : 0));
    bytes.putShort((short) cells.size());
    PreparedStatement belongs = level == 0 ? leafOf : parentOf;
    IndexEntry around = cells.isEmpty() ? new IndexEntry(number, 0, 0, 0, 0) : cells.getFirst();
    for (IndexEntry cell : cells) {
      bytes.putLong(cell.id());
      bytes.putFloat(cell.minX()).putFloat(cell.maxX());
      bytes.putFloat(cell.minY()).putFloat(cell.maxY());
      around = around.union(cell);
      insert(belongs, cell.id(), number);
    }
    while (bytes.hasRemaining()) {
      bytes.put((byte) 0);
    }
    node.setLong(1, number);
    node.setBytes(2, bytes.array().clone());
    node.addBatch();
    cells.clear();
    return around.as(number);
  }

  private void insert(PreparedStatement statement, long id, long nodeNumber) throws SQLException {
    statement.setLong(1, id);
    statement.setLong(2, nodeNumber);
    statement.addBatch();
    if (++pending >= BATCH) {
      flush();
    }
  }

  private void flush() throws SQLException {
    leafOf.executeBatch();
    parentOf.executeBatch();
    node.executeBatch();
    pending = 0;
  }

  @Override
  public void close() throws SQLException {
    node.close();
    leafOf.close();
    parentOf.close();
  }
}
