// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.StoreException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the folder of a node that comes with those of the nodes that are there. One that died a
 * moment ago still has a lease, and looks like one that is at work in a copy of the folder; they
 * are told apart by the heartbeat, which may take several looks. For one thread.
 */
final class FolderPeers {

  /** A heartbeat may be a little late before a node counts as silent. */
  private static final String PEERS =
      """
      SELECT id, name, folder, mark, (extract(epoch FROM heartbeat) * 1000000)::bigint,
          clock_timestamp() - heartbeat > (lease_end - heartbeat) / 3 + interval '1 second'
      FROM node
      WHERE folder IS NOT NULL AND lease_end > clock_timestamp() AND id <> ?
      """;

  private final Node node;
  private final NodeFolder folder;
  private final Map<Long, Long> heartbeats = new HashMap<>();

  FolderPeers(Node node, NodeFolder folder) {
    this.node = node;
    this.folder = folder;
  }

  /** A node that is there, as it is now. */
  private record Peer(
      long id, String name, String folder, @Nullable String mark, long heartbeat, boolean silent) {}

  /**
   * Looks once.
   *
   * @return whether nothing is against this node; if not, it has to be looked at again a moment
   *     later
   * @throws StoreException if a node is at work in another folder, or in a copy of this one
   */
  boolean fit(Connection connection) throws SQLException {
    boolean fit = true;
    try (Binder query = Binder.of(connection, PEERS).number(node.id());
        ResultSet row = query.query()) {
      while (row.next()) {
        Peer peer =
            new Peer(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getBoolean(6));
        fit &= fits(peer);
      }
    }
    return fit;
  }

  private boolean fits(Peer peer) {
    if (!peer.folder().equals(folder.id())) {
      throw new StoreException(
          "The node %s is at work on this database and keeps its files in another folder, where this one cannot reach them. Give both the same folder (--shared), or stop that node first (if it was killed, wait until its lease ends, some seconds), or use another database."
              .formatted(peer.name()));
    }
    if (peer.silent() || isSeen(peer)) {
      return true;
    }
    Long before = heartbeats.putIfAbsent(peer.id(), peer.heartbeat());
    if (before != null && before != peer.heartbeat()) {
      throw new StoreException(
          "The node %s says it is at work in the same folder, but its lock cannot be seen here: the folder is a copy, or its file system does not pass locks on between machines, or that node is of a version that takes none. Give all nodes the same folder, on a file system whose locks hold among machines, or stop that node first."
              .formatted(peer.name()));
    }
    return false;
  }

  private boolean isSeen(Peer peer) {
    try {
      return peer.mark() != null && folder.isLive(peer.mark());
    } catch (IOException e) {
      throw new StoreException(
          "Whether the node %s is at work in the folder of this one cannot be told (%s). Locks must work there."
              .formatted(peer.name(), e),
          e);
    }
  }
}
