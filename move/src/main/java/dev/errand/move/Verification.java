// SPDX-License-Identifier: Apache-2.0
package dev.errand.move;

import dev.errand.sql.move.Column;
import dev.errand.sql.move.MoveSource;
import dev.errand.sql.move.MoveTarget;
import dev.errand.sql.move.Rows;
import dev.errand.sql.move.Table;
import dev.errand.store.OutputStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares all rows and all files of both sides. */
final class Verification {

  private static final List<Column> CONTENTS =
      List.of(
          Column.number("task"),
          Column.text("name"),
          Column.number("bytes"),
          Column.text("sha256"));

  private static final int MOST_NAMED = 10;

  private final MoveSource source;
  private final OutputStore files;
  private final MoveTarget target;
  private final MoveProgress progress;
  private final List<String> damaged = new ArrayList<>();

  Verification(MoveSource source, OutputStore files, MoveTarget target, MoveProgress progress) {
    this.source = source;
    this.files = files;
    this.target = target;
    this.progress = progress;
  }

  List<Comparison> run() {
    List<Comparison> comparisons = new ArrayList<>();
    for (Table table : Table.values()) {
      try (Rows here = source.read(table, Optional.empty());
          Rows there = target.read(table)) {
        comparisons.add(
            new Comparing(table.plural(), table.columns(), table.key().size())
                .run(here, there, source.count(table, Optional.empty()), progress));
      }
    }
    comparisons.add(contents());
    return comparisons;
  }

  private Comparison contents() {
    try (SourceContents here =
            new SourceContents(source.files(Optional.empty()), files, this::tell);
        Rows there = target.contents()) {
      long total = source.count(Table.OUTPUT, Optional.empty());
      return new Comparing("contents of files", CONTENTS, 2).run(here, there, total, progress);
    }
  }

  private void tell(String file) {
    if (damaged.size() < MOST_NAMED) {
      damaged.add(file);
    }
  }

  /** Some files of the source that are not what was recorded about them. */
  List<String> damaged() {
    return damaged;
  }
}
