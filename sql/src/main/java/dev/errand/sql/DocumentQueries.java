// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

/**
 * What the register of documents asks its table. Public so that a store can show that it answers by
 * walking an index.
 */
public final class DocumentQueries {

  public static final String BY_ID = DocumentRow.COLUMNS + "WHERE id = ?";
  public static final String BY_PATH = DocumentRow.COLUMNS + "WHERE grp = ? AND path = ?";
  public static final String CHILDREN =
      DocumentRow.COLUMNS + "WHERE grp = ? AND parent = ? AND path > ? ORDER BY path LIMIT ?";
  public static final String BELOW =
      DocumentRow.COLUMNS + "WHERE grp = ? AND path > ? AND path < ? ORDER BY path LIMIT ?";

  /** All but the top itself, whose path is empty. */
  public static final String BELOW_TOP =
      DocumentRow.COLUMNS + "WHERE grp = ? AND path > ? ORDER BY path LIMIT ?";

  private DocumentQueries() {}
}
