// SPDX-License-Identifier: Apache-2.0
package dev.errand.move;

import dev.errand.sql.move.Column;
import dev.errand.sql.move.Row;
import dev.errand.sql.move.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the rows of both sides, which are read side by side in the order of their keys. */
final class Comparing {

  private static final int MOST_NAMED = 10;

  private static final int STEP = 2_000;

  private final String what;
  private final List<Column> columns;
  private final int keys;
  private final RowDigest fromSource = new RowDigest();
  private final RowDigest fromTarget = new RowDigest();
  private final List<String> named = new ArrayList<>();
  private long differences;
  private long seen;

  Comparing(String what, List<Column> columns, int keys) {
    this.what = what;
    this.columns = columns;
    this.keys = keys;
  }

  Comparison run(Rows source, Rows target, long total, MoveProgress progress) {
    Optional<Row> here = digested(source.next(), fromSource);
    Optional<Row> there = digested(target.next(), fromTarget);
    while (here.isPresent() || there.isPresent()) {
      int order = order(here, there);
      if (order < 0) {
        differs(here.orElseThrow(), "is missing in the target");
      } else if (order > 0) {
        differs(there.orElseThrow(), "is in the target alone");
      } else if (!here.equals(there)) {
        differs(here.orElseThrow(), "differs in " + differing(here.get(), there.orElseThrow()));
      }
      here = order <= 0 ? digested(source.next(), fromSource) : here;
      there = order >= 0 ? digested(target.next(), fromTarget) : there;
      if (++seen % STEP == 0) {
        progress.at("comparing " + what, seen, total);
      }
    }
    progress.at("comparing " + what, seen, total);
    return new Comparison(what, fromSource.side(), fromTarget.side(), differences, named);
  }

  private int order(Optional<Row> here, Optional<Row> there) {
    if (here.isEmpty()) {
      return 1;
    }
    return there.isEmpty() ? -1 : here.get().compareTo(there.get(), keys);
  }

  private static Optional<Row> digested(Optional<Row> row, RowDigest digest) {
    row.ifPresent(digest::add);
    return row;
  }

  /** Names columns and no values, which may be secret. */
  private String differing(Row here, Row there) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!here.values().get(i).equals(there.values().get(i))) {
        names.add(columns.get(i).name());
      }
    }
    return String.join(", ", names);
  }

  private void differs(Row row, String how) {
    differences++;
    if (named.size() < MOST_NAMED) {
      named.add("%s %s %s".formatted(what, row.named(keys), how));
    }
  }
}
