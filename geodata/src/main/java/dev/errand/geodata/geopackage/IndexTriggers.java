// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.util.List;

/**
 * The triggers that keep a spatial index right while other programs change the features: annex F.3
 * of OGC 12-128r17 (GeoPackage 1.3). They use functions that those programs bring along, such as
 * {@code ST_MinX}.
 */
final class IndexTriggers {

  private static final String FILLED = "(NEW.{c} NOTNULL AND NOT ST_IsEmpty(NEW.{c}))";
  private static final String EMPTY = "(NEW.{c} ISNULL OR ST_IsEmpty(NEW.{c}))";
  private static final String STORE =
      """
      INSERT OR REPLACE INTO {r} VALUES (NEW.{i},
        ST_MinX(NEW.{c}), ST_MaxX(NEW.{c}), ST_MinY(NEW.{c}), ST_MaxY(NEW.{c}));\
      """;

  private static final List<String> CREATE =
      List.of(
          trigger("insert", "AFTER INSERT ON {t} WHEN " + FILLED, STORE),
          trigger(
              "update1", "AFTER UPDATE OF {c} ON {t} WHEN OLD.{i} = NEW.{i} AND " + FILLED, STORE),
          trigger(
              "update2",
              "AFTER UPDATE OF {c} ON {t} WHEN OLD.{i} = NEW.{i} AND " + EMPTY,
              "DELETE FROM {r} WHERE id = OLD.{i};"),
          trigger(
              "update3",
              "AFTER UPDATE ON {t} WHEN OLD.{i} != NEW.{i} AND " + FILLED,
              "DELETE FROM {r} WHERE id = OLD.{i};\n" + STORE),
          trigger(
              "update4",
              "AFTER UPDATE ON {t} WHEN OLD.{i} != NEW.{i} AND " + EMPTY,
              "DELETE FROM {r} WHERE id IN (OLD.{i}, NEW.{i});"),
          trigger(
              "delete",
              "AFTER DELETE ON {t} WHEN OLD.{c} NOT NULL",
              "DELETE FROM {r} WHERE id = OLD.{i};"));

  private IndexTriggers() {}

  private static String trigger(String name, String when, String action) {
    return "CREATE TRIGGER {" + name + "} " + when + "\nBEGIN\n" + action.strip() + "\nEND";
  }

  /** The statements that make the triggers of a layer whose index has that name. */
  static List<String> create(Layer layer, String index) {
    String geometry = LayerSchema.quoted(layer.geometry().orElseThrow().name());
    return CREATE.stream()
        .map(sql -> {
          // The name stands in braces of its own, before anything that a name could bring in.
          int start = sql.indexOf('{');
          int end = sql.indexOf('}');
          String name = index + "_" + sql.substring(start + 1, end);
          return sql.substring(0, start)
              + LayerSchema.quoted(name)
              + filled(sql.substring(end + 1), layer, geometry, LayerSchema.quoted(index));
        })
        .toList();
  }

  private static String filled(String sql, Layer layer, String geometry, String index) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int at = sql.indexOf('{'); at >= 0; at = sql.indexOf('{', from)) {
      text.append(sql, from, at);
      text.append(
          switch (sql.charAt(at + 1)) {
            case 't' -> layer.quotedTable();
            case 'i' -> layer.quotedKey();
            case 'c' -> geometry;
            default -> index;
          });
      from = at + 3;
    }
    return text.append(sql.substring(from)).toString();
  }
}
