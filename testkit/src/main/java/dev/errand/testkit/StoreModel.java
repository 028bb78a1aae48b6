// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import dev.errand.store.AttemptRef;
import dev.errand.task.TaskStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What a store does, in the plainest words: every rule is looked up among all rows each time. */
final class StoreModel {

  record Row(
      long number,
      TaskStatus status,
      int priority,
      Optional<String> key,
      Optional<String> once,
      int attempt,
      long epoch,
      boolean cancelRequested) {

    Row with(TaskStatus newStatus, int newAttempt, long newEpoch) {
      return new Row(number, newStatus, priority, key, once, newAttempt, newEpoch, cancelRequested);
    }

    Row asked() {
      return new Row(number, status, priority, key, once, attempt, epoch, true);
    }
  }

  private final TreeMap<Long, Row> rows = new TreeMap<>();
  private long highest;

  List<Row> rows() {
    return List.copyOf(rows.values());
  }

  long highest() {
    return highest;
  }

  long epochOf(long number) {
    Row row = rows.get(number);
    return row == null ? 0 : row.epoch();
  }

  void hasEpoch(long number, long epoch) {
    Row row = Objects.requireNonNull(rows.get(number));
    put(row.with(row.status(), row.attempt(), epoch));
  }

  int running() {
    return (int) rows.values().stream().filter(row -> row.status() == TaskStatus.RUNNING).count();
  }

  /**
   * @param once the idempotency key
   */
  long insert(int priority, Optional<String> key, Optional<String> once) {
    Optional<Row> there =
        rows.values().stream()
            .filter(row -> once.isPresent() && row.once().equals(once))
            .findFirst();
    if (there.isPresent()) {
      return there.get().number();
    }
    highest++;
    rows.put(highest, new Row(highest, TaskStatus.WAITING, priority, key, once, 0, 0, false));
    return highest;
  }

  List<Long> claim(int free) {
    List<Row> next =
        rows.values().stream()
            .filter(row -> row.status() == TaskStatus.WAITING && isFirstOfItsKey(row))
            .sorted(
                Comparator.comparingInt((Row row) -> -row.priority())
                    .thenComparingLong(Row::number))
            .limit(free)
            .toList();
    List<Long> claimed = new ArrayList<>();
    for (Row row : next) {
      put(row.with(TaskStatus.RUNNING, row.attempt() + 1, row.epoch() + 1));
      claimed.add(row.number());
    }
    return claimed;
  }

  private boolean isFirstOfItsKey(Row row) {
    return row.key().isEmpty()
        || rows.headMap(row.number()).values().stream()
            .noneMatch(earlier ->
                Objects.equals(earlier.key(), row.key()) && !earlier.status().isTerminal());
  }

  boolean end(AttemptRef attempt, TaskStatus status) {
    return held(attempt).map(row -> put(row.with(status, row.attempt(), row.epoch()))).isPresent();
  }

  boolean requeue(AttemptRef attempt) {
    return held(attempt)
        .map(row ->
            put(
                row.with(
                    row.cancelRequested() ? TaskStatus.CANCELLED : TaskStatus.WAITING,
                    row.attempt(),
                    row.epoch() + 1)))
        .isPresent();
  }

  private Optional<Row> held(AttemptRef attempt) {
    return Optional.ofNullable(rows.get(attempt.number()))
        .filter(row -> row.status() == TaskStatus.RUNNING && row.epoch() == attempt.epoch());
  }

  boolean cancel(long number) {
    Row row = rows.get(number);
    if (row == null) {
      return false;
    }
    switch (row.status()) {
      case WAITING -> put(row.asked().with(TaskStatus.CANCELLED, row.attempt(), row.epoch()));
      case RUNNING -> put(row.asked());
      case FINISHED, FAILED, CANCELLED -> {}
    }
    return true;
  }

  boolean delete(long number) {
    Row row = rows.get(number);
    return row != null && row.status().isTerminal() && rows.remove(number) != null;
  }

  private Row put(Row row) {
    rows.put(row.number(), row);
    return row;
  }
}
