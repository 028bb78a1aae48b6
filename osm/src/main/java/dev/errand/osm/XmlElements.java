// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.io.IOException;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Makes entities of elements. Unknown elements and attributes are skipped, because every tool adds
 * its own, but only so many different ones: a parser remembers names for ever.
 */
final class XmlElements {

  private static final int MAX_UNKNOWN = 1000;

  private final XMLStreamReader xml;
  private final EntitySink sink;
  private final Tags tags = new Tags();
  private final XmlWayNodes nodes = new XmlWayNodes();
  private final Set<String> unknown = new HashSet<>();
  private int depth;
  private EntityType entity = EntityType.NODE;
  private @Nullable XmlAttributes attributes;
  private @Nullable OverpassRemark remark;

  XmlElements(XMLStreamReader xml, EntitySink sink) {
    this.xml = xml;
    this.sink = sink;
  }

  void start() throws BadOsmFileException {
    depth++;
    String name = xml.getLocalName();
    if (depth == 1) {
      checkRoot(name);
    } else if (depth == 2) {
      begin(name);
    } else if (depth == 3 && attributes != null) {
      child(name);
    } else {
      remember(name);
    }
  }

  void text() {
    if (remark != null) {
      remark.add(xml.getText());
    }
  }

  void end() throws BadOsmFileException, IOException, InterruptedException {
    if (depth-- != 2) {
      return;
    }
    if (attributes != null) {
      finish(attributes);
      attributes = null;
    } else if (remark != null) {
      remark.refuseError();
      remark = null;
    }
  }

  private static void checkRoot(String name) throws BadOsmFileException {
    if (name.equals("osmChange")) {
      throw new BadOsmFileException(
          "this is an osmChange file, which says what changed; a file of data is needed");
    }
    if (!name.equals("osm")) {
      throw new BadOsmFileException("the document is '%s', not 'osm'".formatted(Shown.of(name)));
    }
  }

  private void begin(String name) throws BadOsmFileException {
    switch (name) {
      case "node" -> begin(EntityType.NODE);
      case "way" -> begin(EntityType.WAY);
      case "relation" -> begin(EntityType.RELATION);
      case "action" ->
          throw new BadOsmFileException(
              "this is the answer to a query for a diff, which says what changed; a file of data is needed");
      case OverpassRemark.ELEMENT -> remark = new OverpassRemark();
      default -> remember(name);
    }
  }

  private void begin(EntityType type) throws BadOsmFileException {
    entity = type;
    tags.clear();
    nodes.clear();
    attributes = readAttributes();
  }

  private XmlAttributes readAttributes() throws BadOsmFileException {
    XmlAttributes read = new XmlAttributes();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String name = xml.getAttributeLocalName(i);
      if (!read.take(name, xml.getAttributeValue(i))) {
        remember(name);
      }
    }
    return read;
  }

  private void child(String name) throws BadOsmFileException {
    switch (name) {
      case "tag" -> tags.add(attribute("k"), attribute("v"));
      case "nd" -> nodes.add(xml);
      case "center" -> nodes.center();
      case "member" -> {}
      default -> remember(name);
    }
  }

  private String attribute(String wanted) throws BadOsmFileException {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (wanted.equals(xml.getAttributeLocalName(i))) {
        return xml.getAttributeValue(i);
      }
    }
    throw new BadOsmFileException(
        "the element '%s' has no attribute '%s'".formatted(xml.getLocalName(), wanted));
  }

  private void finish(XmlAttributes read)
      throws BadOsmFileException, IOException, InterruptedException {
    Meta meta = meta(read);
    if (read.toDelete) {
      sink.deleted(entity, meta);
      return;
    }
    if (!read.visible) {
      throw HistoryFile.invisible(entity, meta.id());
    }
    switch (entity) {
      case NODE -> {
        if (read.lon == null || read.lat == null) {
          throw new BadOsmFileException("the node %d has no lon or lat".formatted(meta.id()));
        }
        int lon = Degrees.parse(read.lon, Degrees.MAX_LON);
        sink.node(meta, lon, Degrees.parse(read.lat, Degrees.MAX_LAT));
      }
      case WAY -> sink.way(meta, nodes.nodes());
      case RELATION -> sink.relation(meta);
    }
  }

  private Meta meta(XmlAttributes read) throws BadOsmFileException {
    if (!read.hasId) {
      throw new BadOsmFileException("a %s has no id".formatted(entity.word()));
    }
    try {
      long time = read.timestamp == null ? 0 : Timestamps.parse(read.timestamp);
      return new Meta(read.id, read.version, read.changeset, time, read.user, tags.json());
    } catch (DateTimeException e) {
      throw new BadOsmFileException(
          "the %s %d has a timestamp that is none".formatted(entity.word(), read.id), e);
    }
  }

  private void remember(String name) throws BadOsmFileException {
    if (unknown.add(name) && unknown.size() > MAX_UNKNOWN) {
      throw new BadOsmFileException(
          "the file has more than %d kinds of elements and attributes that OSM does not know"
              .formatted(MAX_UNKNOWN));
    }
  }
}
