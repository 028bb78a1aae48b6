// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import com.google.protobuf.InvalidProtocolBufferException;
import crosby.binary.Osmformat;
import dev.errand.osm.PbfBlobs.Data;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Reads OSM PBF (wiki.openstreetmap.org/wiki/PBF_Format). A file cut off exactly between two blocks
 * is as good as a whole one, because the format has no end mark.
 */
final class PbfEntityReader implements EntityReader {

  private static final Set<String> UNDERSTOOD =
      Set.of("OsmSchema-V0.6", "DenseNodes", "LocationsOnWays");

  private final PbfBlobs blobs;

  PbfEntityReader(GuardedInput input) {
    this.blobs = new PbfBlobs(input);
  }

  @Override
  public void read(EntitySink sink) throws IOException, InterruptedException, BadOsmFileException {
    try {
      checkHeader();
      Optional<Data> data = blobs.next();
      while (data.isPresent()) {
        if (data.get().type().equals("OSMData")) {
          new PbfBlock(Osmformat.PrimitiveBlock.parseFrom(data.get().bytes()), sink).read();
        }
        data = blobs.next();
      }
    } catch (InvalidProtocolBufferException e) {
      throw bad("its protocol buffer is broken: " + e.getMessage(), e);
    } catch (BadOsmFileException e) {
      throw bad(String.valueOf(e.getMessage()), e);
    }
  }

  private void checkHeader() throws IOException, BadOsmFileException {
    Optional<Data> first = blobs.next();
    if (first.isEmpty() || !first.get().type().equals("OSMHeader")) {
      throw new BadOsmFileException("the file does not start with an OSMHeader");
    }
    Osmformat.HeaderBlock header = Osmformat.HeaderBlock.parseFrom(first.get().bytes());
    for (String feature : header.getRequiredFeaturesList()) {
      if (feature.equals(HistoryFile.FEATURE)) {
        throw HistoryFile.declared();
      }
      if (!UNDERSTOOD.contains(feature)) {
        throw new BadOsmFileException(
            "the file requires the feature '%s', which is not supported"
                .formatted(Shown.of(feature)));
      }
    }
  }

  private BadOsmFileException bad(String what, Exception cause) {
    return new BadOsmFileException(
        "Not a valid PBF file at block %d (byte offset %d): %s."
            .formatted(blobs.block(), blobs.offset(), what),
        cause);
  }
}
