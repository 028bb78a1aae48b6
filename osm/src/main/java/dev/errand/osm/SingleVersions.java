// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.io.IOException;

/**
 * Refuses a file that has several versions of one thing, which stand side by side in every file
 * that is sorted. Those of a file that is not, whoever keeps what was read must find. The same
 * thing twice in one version is no trouble, and one whose version is not told is taken for such.
 */
public final class SingleVersions implements EntitySink {

  private final EntitySink sink;
  private final long[] ids = new long[EntityType.values().length];
  private final long[] versions = new long[EntityType.values().length];

  public SingleVersions(EntitySink sink) {
    this.sink = sink;
  }

  /**
   * Whether two versions of one thing are not the same one.
   *
   * @param one 0 if unknown
   * @param other 0 if unknown
   */
  public static boolean differ(long one, long other) {
    return one != other && one > 0 && other > 0;
  }

  private void check(EntityType type, Meta meta) throws BadOsmFileException {
    int at = type.ordinal();
    if (meta.id() == ids[at] && differ(meta.version(), versions[at])) {
      throw HistoryFile.versions(type, meta.id(), versions[at], meta.version());
    }
    ids[at] = meta.id();
    versions[at] = meta.version();
  }

  @Override
  public void node(Meta meta, int lon, int lat)
      throws IOException, InterruptedException, BadOsmFileException {
    check(EntityType.NODE, meta);
    sink.node(meta, lon, lat);
  }

  @Override
  public void way(Meta meta, WayNodes nodes)
      throws IOException, InterruptedException, BadOsmFileException {
    check(EntityType.WAY, meta);
    sink.way(meta, nodes);
  }

  @Override
  public void relation(Meta meta) throws IOException, InterruptedException, BadOsmFileException {
    check(EntityType.RELATION, meta);
    sink.relation(meta);
  }

  @Override
  public void deleted(EntityType type, Meta meta)
      throws IOException, InterruptedException, BadOsmFileException {
    sink.deleted(type, meta);
  }
}
