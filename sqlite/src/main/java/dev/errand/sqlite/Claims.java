// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.limit.Limits;
import dev.errand.sql.ClaimedRow;
import dev.errand.sql.Millis;
import dev.errand.sql.lane.Candidate;
import dev.errand.sql.lane.Choice;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.Right;
import dev.errand.task.Attempt;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.task.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes waiting tasks RUNNING. */
final class Claims {

  /** Left alone, SQLite may sort the whole backlog; a test holds the plan. */
  static final String NEXT =
      "SELECT "
          + ClaimedRow.COLUMNS
          + """

          FROM task INDEXED BY task_claimable
          WHERE status = 0 AND hold = 0 AND waits = ?
          ORDER BY priority DESC, number
          LIMIT ?
          """;

  /** What runs; answered from an index alone. */
  static final String RUNNING = "SELECT count(*) FROM task INDEXED BY task_state WHERE status = 1";

  private static final String ONE = "SELECT " + ClaimedRow.COLUMNS + " FROM task WHERE number = ?";

  private static final String START =
      """
      UPDATE task SET status = 1, attempt = attempt + 1, epoch = epoch + 1, started = ?, node = ?,
          progress_text = NULL, progress_amount = NULL, progress_total = NULL, remark = NULL
      WHERE number = ? AND status = 0 AND hold = 0
      """;

  private final Statements statements;
  private final RunningTasks running;
  private final Holds holds;
  private final String node;

  Claims(Statements statements, RunningTasks running, Holds holds, String node) {
    this.running = running;
    this.statements = statements;
    this.holds = holds;
    this.node = node;
  }

  List<Claimed> claim(Claim claim) throws SQLException {
    int free = claim.free().getAsInt();
    if (free <= 0) {
      return List.of();
    }
    Instant started = Millis.kept(claim.clock().instant());
    Limits limits = claim.terms().limits().get();
    List<Claimed> claimed =
        limits.boundRunning() && !roomy(claim, limits, free)
            ? chosen(claim, limits, free, started)
            : next(claim.waits(), free, started);
    for (Claimed one : claimed) {
      start(one.task().id().number(), started);
      running.started(one.task());
    }
    return claimed;
  }

  /**
   * Whether so few run that no limit can keep any of the next back; what runs is counted for it.
   */
  private boolean roomy(Claim claim, Limits limits, int free) throws SQLException {
    long narrowest = limits.narrowest();
    if (narrowest < free) {
      return false;
    }
    try (ResultSet row = statements.get(RUNNING).executeQuery()) {
      if (!row.next() || row.getLong(1) > narrowest - free) {
        return false;
      }
    }
    claim.terms().heldBack().set(false);
    return true;
  }

  private List<Claimed> next(boolean waits, int free, Instant started) throws SQLException {
    List<Claimed> claimed = new ArrayList<>();
    Binder query = Binder.of(statements.get(NEXT)).number(waits ? 1 : 0).number(free);
    try (ResultSet row = query.query()) {
      while (row.next()) {
        claimed.add(read(row, started));
      }
    }
    return claimed;
  }

  /** What limits let start: mostly the next, whose rows are read once for that. */
  private List<Claimed> chosen(Claim claim, Limits limits, int free, Instant started)
      throws SQLException {
    WaitingLanes lanes =
        new WaitingLanes(
            statements,
            claim.waits(),
            holds.operations(),
            most -> next(claim.waits(), most, started));
    List<Claimed> claimed = new ArrayList<>();
    for (Candidate candidate : Choice.of(lanes, free, limits, claim.terms())) {
      Claimed read = lanes.read().get(candidate.number());
      claimed.add(read != null ? read : one(candidate.number(), started));
    }
    return claimed;
  }

  private Claimed one(long number, Instant started) throws SQLException {
    try (ResultSet row = Binder.of(statements.get(ONE)).number(number).query()) {
      if (!row.next()) {
        throw new IllegalStateException("task " + number + " is not there any more");
      }
      return read(row, started);
    }
  }

  private Claimed read(ResultSet row, Instant started) throws SQLException {
    Claimed waiting = TaskReader.CLAIMED.read(row, Right.ALWAYS);
    return new Claimed(
        running(waiting.task(), started),
        waiting.inputs(),
        waiting.log(),
        waiting.position(),
        Right.ALWAYS);
  }

  /** The task as {@link #START} leaves it. */
  private Task running(Task waiting, Instant started) {
    Attempt attempt = waiting.attempt();
    return new Task(
        waiting.id(),
        waiting.submission(),
        TaskStatus.RUNNING,
        new Attempt(
            attempt.number() + 1,
            attempt.spared(),
            attempt.epoch() + 1,
            Optional.of(node),
            attempt.usage(),
            attempt.ran(),
            attempt.failed()),
        waiting.cancelRequest(),
        Optional.empty(),
        Optional.empty(),
        waiting.outcome(),
        new Times(
            waiting.times().submitted(),
            Optional.of(started),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        waiting.asked());
  }

  private void start(long number, Instant started) throws SQLException {
    int rows =
        Binder.of(statements.get(START))
            .number(Millis.of(started))
            .text(node)
            .number(number)
            .update();
    if (rows != 1) {
      throw new IllegalStateException("task " + number + " was claimable and is not any more");
    }
  }
}
