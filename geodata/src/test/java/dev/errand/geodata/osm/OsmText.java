// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

/** Small pieces of OSM XML. */
public final class OsmText {

  private OsmText() {}

  public static String osm(String... elements) {
    return "<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>\n"
        + String.join("\n", elements)
        + "\n</osm>\n";
  }

  public static String node(long id, int version, String lon, String lat) {
    return "<node id='%d' version='%d' lon='%s' lat='%s'/>".formatted(id, version, lon, lat);
  }

  public static String way(long id, int version, long... refs) {
    StringBuilder text = new StringBuilder("<way id='%d' version='%d'>".formatted(id, version));
    for (long ref : refs) {
      text.append("<nd ref='").append(ref).append("'/>");
    }
    return text.append("</way>").toString();
  }
}
