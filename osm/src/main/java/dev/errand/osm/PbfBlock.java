// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import crosby.binary.Osmformat;
import crosby.binary.Osmformat.DenseInfo;
import crosby.binary.Osmformat.DenseNodes;
import crosby.binary.Osmformat.Info;
import crosby.binary.Osmformat.PrimitiveBlock;
import crosby.binary.Osmformat.PrimitiveGroup;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entities of one block of a PBF file. */
final class PbfBlock {

  private final PrimitiveBlock block;
  private final @Nullable String[] strings;
  private final EntitySink sink;
  private final Tags tags = new Tags();
  private final PbfPlaces places;

  PbfBlock(PrimitiveBlock block, EntitySink sink) {
    this.block = block;
    this.strings = new @Nullable String[block.getStringtable().getSCount()];
    this.sink = sink;
    this.places = new PbfPlaces(block);
  }

  void read() throws IOException, InterruptedException, BadOsmFileException {
    try {
      for (PrimitiveGroup group : block.getPrimitivegroupList()) {
        read(group);
      }
    } catch (IndexOutOfBoundsException e) {
      throw new BadOsmFileException("one of its lists is shorter than another", e);
    }
  }

  private void read(PrimitiveGroup group)
      throws IOException, InterruptedException, BadOsmFileException {
    for (Osmformat.Node node : group.getNodesList()) {
      Meta meta = meta(node.getId(), node.getInfo(), node.getKeysList(), node.getValsList());
      checkVisible(EntityType.NODE, node.getId(), node.getInfo());
      sink.node(meta, places.lon(node.getLon()), places.lat(node.getLat()));
    }
    if (group.hasDense()) {
      readDense(group.getDense());
    }
    for (Osmformat.Way way : group.getWaysList()) {
      readWay(way);
    }
    for (Osmformat.Relation relation : group.getRelationsList()) {
      checkVisible(EntityType.RELATION, relation.getId(), relation.getInfo());
      sink.relation(meta(relation.getId(), relation.getInfo(), List.of(), List.of()));
    }
  }

  private void readWay(Osmformat.Way way)
      throws IOException, InterruptedException, BadOsmFileException {
    Meta meta = meta(way.getId(), way.getInfo(), way.getKeysList(), way.getValsList());
    checkVisible(EntityType.WAY, way.getId(), way.getInfo());
    sink.way(meta, places.nodes(way));
  }

  private static void checkVisible(EntityType type, long id, Info info) throws BadOsmFileException {
    if (info.hasVisible() && !info.getVisible()) {
      throw HistoryFile.invisible(type, id);
    }
  }

  private void readDense(DenseNodes dense)
      throws IOException, InterruptedException, BadOsmFileException {
    DenseMeta info = new DenseMeta(dense.getDenseinfo());
    long id = 0;
    long lon = 0;
    long lat = 0;
    int tagAt = 0;
    for (int i = 0; i < dense.getIdCount(); i++) {
      id += dense.getId(i);
      lon += dense.getLon(i);
      lat += dense.getLat(i);
      tags.clear();
      if (dense.getKeysValsCount() > 0) {
        for (int key = dense.getKeysVals(tagAt++); key != 0; key = dense.getKeysVals(tagAt++)) {
          tags.add(string(key), string(dense.getKeysVals(tagAt++)));
        }
      }
      Meta meta = info.next(i, id);
      if (!info.visible(i)) {
        throw HistoryFile.invisible(EntityType.NODE, id);
      }
      sink.node(meta, places.lon(lon), places.lat(lat));
    }
  }

  /** Undoes the deltas of the metadata of dense nodes. */
  private final class DenseMeta {
    private final DenseInfo info;
    private long timestamp;
    private long changeset;
    private int user;

    DenseMeta(DenseInfo info) {
      this.info = info;
    }

    Meta next(int i, long id) throws BadOsmFileException {
      long version = info.getVersionCount() == 0 ? 0 : info.getVersion(i);
      timestamp += info.getTimestampCount() == 0 ? 0 : info.getTimestamp(i);
      changeset += info.getChangesetCount() == 0 ? 0 : info.getChangeset(i);
      user += info.getUserSidCount() == 0 ? 0 : info.getUserSid(i);
      return new Meta(id, version, changeset, millis(timestamp), user(user), tags.json());
    }

    boolean visible(int i) {
      return info.getVisibleCount() == 0 || info.getVisible(i);
    }
  }

  private Meta meta(long id, Info info, List<Integer> keys, List<Integer> values)
      throws BadOsmFileException {
    tags.clear();
    for (int i = 0; i < keys.size(); i++) {
      tags.add(string(keys.get(i)), string(values.get(i)));
    }
    return new Meta(
        id,
        info.getVersion(),
        info.getChangeset(),
        millis(info.getTimestamp()),
        user(info.getUserSid()),
        tags.json());
  }

  private long millis(long timestamp) {
    return timestamp * block.getDateGranularity();
  }

  /** String 0 is empty by definition: nobody known. */
  private @Nullable String user(int index) throws BadOsmFileException {
    return index == 0 ? null : string(index);
  }

  private String string(int index) throws BadOsmFileException {
    if (index < 0 || index >= strings.length) {
      throw new BadOsmFileException(
          "it uses string %d of %d".formatted(Integer.toUnsignedLong(index), strings.length));
    }
    String known = strings[index];
    if (known == null) {
      known = block.getStringtable().getS(index).toStringUtf8();
      strings[index] = known;
    }
    return known;
  }
}
