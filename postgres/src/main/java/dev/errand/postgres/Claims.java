// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.limit.Limits;
import dev.errand.limit.Scope;
import dev.errand.sql.ClaimedRow;
import dev.errand.sql.Millis;
import dev.errand.sql.lane.Candidate;
import dev.errand.sql.lane.Choice;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.Right;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes waiting tasks RUNNING on this node, if its lease has not ended. Rows that another node is
 * about to take are skipped.
 */
final class Claims implements Command.Kind<Claim, List<Claimed>> {

  static final String CLAIM = claim("");

  static final String RUNNING = "SELECT count(*) FROM task WHERE status = 1";

  /** Of all that could start, if no more than so many run. */
  static final String CLAIM_ROOMY = claim("AND (" + RUNNING + ") <= ?");

  /** Waits for its turn, counts and claims: each sees what was committed before it. */
  private static final String ROOMY = WaitingLanes.TURN + ";" + RUNNING + ";" + CLAIM_ROOMY;

  // lease.pml: claim
  static final String CLAIM_CHOSEN =
      """
      WITH next AS MATERIALIZED (
        SELECT number FROM task
        WHERE status = 0 AND NOT held AND number = ANY (?)
          AND EXISTS (SELECT FROM node WHERE id = ? AND lease_end > clock_timestamp())
        FOR NO KEY UPDATE OF task SKIP LOCKED)
      """
          + start();

  // lease.pml: claim
  private static String claim(String condition) {
    return """
    WITH next AS MATERIALIZED (
      SELECT number FROM task
      WHERE status = 0 AND NOT held AND waits = ? AND operation = ANY (?)
        AND EXISTS (SELECT FROM node WHERE id = ? AND lease_end > clock_timestamp()) %s
      ORDER BY priority DESC, number
      LIMIT ?
      FOR NO KEY UPDATE OF task SKIP LOCKED)
    """
            .formatted(condition)
        + start();
  }

  private static String start() {
    return """
    UPDATE task SET status = 1, attempt = attempt + 1, epoch = %s,
        holder = ?, node = ?, started = ?,
        progress_text = NULL, progress_amount = NULL, progress_total = NULL, remark = NULL
    WHERE number = ANY (ARRAY(SELECT number FROM next))
    RETURNING
    """
            .formatted(Epochs.NEXT)
        + ClaimedRow.COLUMNS;
  }

  /** An UPDATE answers in any order. */
  private static final Comparator<Claimed> IN_ORDER =
      Comparator.comparingInt((Claimed one) -> one.task().submission().priority())
          .reversed()
          .thenComparingLong(one -> one.task().id().number());

  private final Lease lease;
  private final RunningTasks running;
  private final LimitedWork limited;

  /** Whether so few ran when that was last counted that no limit could bind: what to try first. */
  private boolean roomy = true;

  Claims(Lease lease, RunningTasks running, LimitedWork limited) {
    this.lease = lease;
    this.running = running;
    this.limited = limited;
  }

  static Command<Claim, List<Claimed>> command(Claims kind, Claim claim) {
    return new Command<>(kind, claim, Touched.NOTHING, Command.Turn.LAST);
  }

  @Override
  public void apply(Connection connection, List<Command<Claim, List<Claimed>>> commands)
      throws SQLException {
    for (Command<Claim, List<Claimed>> command : commands) {
      int free;
      try {
        free = command.request().free().getAsInt();
      } catch (RuntimeException e) {
        // Nothing is wrong with the transaction, so others keep it and the numbers it gave.
        command.fail(e);
        continue;
      }
      command.answered(free > 0 ? claim(connection, command.request(), free) : List.of());
    }
  }

  private List<Claimed> claim(Connection connection, Claim claim, int free) throws SQLException {
    // lease.pml: claim-answered
    Node node = lease.node();
    Limits limits = claim.terms().limits().get();
    limited.claimed(limits);
    List<Claimed> claimed =
        limits.boundRunning()
            ? limited(connection, claim, limits, free)
            : next(connection, claim, node, free);
    claimed.sort(IN_ORDER);
    running.started(node.id(), claimed);
    return claimed;
  }

  private List<Claimed> next(Connection connection, Claim claim, Node node, int free)
      throws SQLException {
    try (Binder update =
        Binder.of(connection, CLAIM)
            .flag(claim.waits())
            .texts(node.operations())
            .number(node.id())
            .number(free)) {
      return start(update, claim, node);
    }
  }

  private List<Claimed> limited(Connection connection, Claim claim, Limits limits, int free)
      throws SQLException {
    long most = limits.narrowest() - free;
    if (roomy && most >= 0) {
      List<Claimed> claimed = roomy(connection, claim, most, free);
      if (roomy) {
        claim.terms().heldBack().set(false);
        return claimed;
      }
    }
    return chosen(connection, claim, limits, free);
  }

  /** The next in order on one way to the database and back, if no limit can keep any back. */
  private List<Claimed> roomy(Connection connection, Claim claim, long most, int free)
      throws SQLException {
    Node node = lease.node();
    try (PreparedStatement all = connection.prepareStatement(ROOMY)) {
      Binder binder =
          Binder.of(all)
              .flag(claim.waits())
              .texts(node.operations())
              .number(node.id())
              .number(most)
              .number(free);
      bind(binder, claim, node);
      all.execute();
      try (ResultSet row = Binder.nextOf(all)) {
        row.next();
        roomy = row.getLong(1) <= most;
      }
      try (ResultSet row = Binder.nextOf(all)) {
        List<Claimed> claimed = read(row, node);
        // Tasks may have ended between the two, so that the claim found more room.
        roomy |= !claimed.isEmpty();
        return claimed;
      }
    }
  }

  /** What limits let start. */
  private List<Claimed> chosen(Connection connection, Claim claim, Limits limits, int free)
      throws SQLException {
    Node node = lease.node();
    WaitingLanes lanes = new WaitingLanes(connection, claim.waits(), node);
    List<Long> numbers =
        Choice.of(lanes, free, limits, claim.terms()).stream().map(Candidate::number).toList();
    roomy = lanes.running().all(new Scope.All()) <= limits.narrowest() - free;
    if (numbers.isEmpty()) {
      return new ArrayList<>();
    }
    try (Binder update = Binder.of(connection, CLAIM_CHOSEN).numbers(numbers).number(node.id())) {
      List<Claimed> claimed = start(update, claim, node);
      if (claimed.size() < numbers.size()) {
        // Somebody is changing the others; those behind them may go when that is done.
        claim.terms().heldBack().set(true);
      }
      return claimed;
    }
  }

  private List<Claimed> start(Binder update, Claim claim, Node node) throws SQLException {
    bind(update, claim, node);
    try (ResultSet row = update.query()) {
      return read(row, node);
    }
  }

  private static void bind(Binder update, Claim claim, Node node) throws SQLException {
    update.number(node.id()).text(node.name()).number(Millis.of(claim.clock().instant()));
  }

  private List<Claimed> read(ResultSet row, Node node) throws SQLException {
    Right right = () -> lease.isHeldBy(node.id());
    List<Claimed> claimed = new ArrayList<>();
    while (row.next()) {
      claimed.add(TaskReader.CLAIMED.read(row, right));
    }
    return claimed;
  }
}
