// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.task.ErrandException;
import java.util.stream.Collectors;

/** A layer that is there has another schema than the one to import. */
public final class SchemaDiffersException extends ErrandException {

  private static final long serialVersionUID = 1;
  private static final int SHOWN = 500;

  private SchemaDiffersException(String message) {
    super(message);
  }

  static SchemaDiffersException of(Layer existing, Layer wanted) {
    return new SchemaDiffersException(
        """
        The layer '%s' exists with another schema. It has %s; the file has %s. Import with \
        alter=true to change it, with forceFeatureType=true to fit the features to it, or under \
        another name with dest.\
        """
            .formatted(existing.table(), shown(existing), shown(wanted)));
  }

  private static String shown(Layer layer) {
    String columns =
        layer.columns().stream()
            .map(column -> (column.name() + " " + column.type()).strip())
            .collect(Collectors.joining(", "));
    String geometry =
        layer.geometry().map(column -> " in system " + column.srs()).orElse(" and no geometry");
    String start = columns.length() > SHOWN ? columns.substring(0, SHOWN) + "…" : columns;
    return start + " (identified by " + layer.key() + ")" + geometry;
  }
}
