// SPDX-License-Identifier: Apache-2.0
package dev.errand.move;

import dev.errand.sql.move.Mark;
import dev.errand.sql.move.MoveSource;
import dev.errand.sql.move.MoveTarget;
import dev.errand.sql.move.Origin;
import dev.errand.sql.move.Row;
import dev.errand.sql.move.Rows;
import dev.errand.sql.move.Table;
import dev.errand.store.OutputStore;
import dev.errand.task.StoreException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Moves all that a source keeps into a target. What arrived says how far it came, so a move that
 * ended in the middle, however it ended, goes on where it stopped. The source is marked before the
 * first row goes, and the target is free for servers once both compare equal. For one thread.
 */
public final class Move {

  private static final int MOST_ROWS = 5_000;
  private static final long MOST_WEIGHT = 8 << 20;

  /** Tables whose numbers are given by the store, which must not give one again. */
  private static final List<Table> NUMBERED = List.of(Table.TASK, Table.ACCOUNT, Table.DOCUMENT);

  private final MoveSource source;
  private final OutputStore files;
  private final MoveTarget target;
  private final MoveProgress progress;
  private final InstantSource clock;

  /**
   * @param files those that tasks of the source left
   */
  public Move(
      MoveSource source,
      OutputStore files,
      MoveTarget target,
      MoveProgress progress,
      InstantSource clock) {
    this.source = source;
    this.files = files;
    this.target = target;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Begins or goes on, and returns when all is there or a difference was found.
   *
   * @param folder the id of the source's folder
   * @param from where that is, for people
   * @param anew whether what an unfinished move brought is thrown away
   * @throws StoreException if one side fails or refuses; what arrived stays for the next time
   */
  public MoveResult run(String folder, String from, boolean anew) {
    Optional<Mark> mark = source.mark();
    if (mark.flatMap(Mark::finished).isPresent()) {
      return alreadyMoved(mark.get());
    }
    UUID id = anew ? UUID.randomUUID() : mark.map(Mark::id).orElseGet(UUID::randomUUID);
    MoveTarget.Begun begun = target.begin(new Origin(id, folder, from));
    source.mark(id, target.place(), clock.instant());
    if (begun == MoveTarget.Begun.FINISHED) {
      source.finish(clock.instant());
      return new MoveResult(begun, List.of(), List.of());
    }
    for (Table table : Table.values()) {
      if (table == Table.OUTPUT) {
        new FileCopy(source, files, target, progress).run();
      } else {
        copy(table);
      }
    }
    Verification verification = new Verification(source, files, target, progress);
    List<Comparison> comparisons = verification.run();
    if (comparisons.stream().allMatch(Comparison::isEqual)) {
      target.finish(highest());
      source.finish(clock.instant());
    }
    return new MoveResult(begun, comparisons, verification.damaged());
  }

  private MoveResult alreadyMoved(Mark mark) {
    if (!target.hasFinished(mark.id())) {
      throw new StoreException(
          "What this folder kept was moved to %s on %s. To move it once more from what it was then, take it back first ('errand move --from FOLDER --take-back')."
              .formatted(mark.place(), mark.finished().orElseThrow()));
    }
    return new MoveResult(MoveTarget.Begun.FINISHED, List.of(), List.of());
  }

  private void copy(Table table) {
    Optional<Row> last = target.last(table);
    long total = source.count(table, Optional.empty());
    long done = total - source.count(table, last);
    progress.at(table.plural(), done, total);
    try (Rows rows = source.read(table, last)) {
      List<Row> batch = new ArrayList<>();
      long weight = 0;
      for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
        batch.add(row.get());
        weight += row.get().weight();
        if (batch.size() >= MOST_ROWS || weight >= MOST_WEIGHT) {
          target.write(table, batch);
          done += batch.size();
          progress.at(table.plural(), done, total);
          batch.clear();
          weight = 0;
        }
      }
      if (!batch.isEmpty()) {
        target.write(table, batch);
        progress.at(table.plural(), done + batch.size(), total);
      }
    }
  }

  private Map<Table, Long> highest() {
    Map<Table, Long> highest = new EnumMap<>(Table.class);
    for (Table table : NUMBERED) {
      highest.put(table, source.highest(table));
    }
    return highest;
  }
}
