// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import java.sql.SQLException;
import java.util.Set;

/** Everything that changes the file, by one connection and on one thread. */
final class Changes implements Transactions.Memory {

  /**
   * Whose changes these are.
   *
   * @param operations those that may be claimed
   */
  record Scope(String node, Set<String> operations) {}

  private final Holds holds;
  private final Numbers numbers;
  private final RunningTasks running;
  private final KnownWaiting waiting;
  private final Inserts inserts;
  private final Claims claims;
  private final Attempts attempts;
  private final Requeues requeues;
  private final CallerChanges callers;
  private final OperatorChanges operators;
  private final Redating redating;
  private final QuestionChanges questions;

  Changes(Statements statements, Scope scope) {
    this.holds = new Holds(statements, scope.operations());
    LogWrites log = new LogWrites(statements);
    this.numbers = new Numbers(statements);
    this.running = new RunningTasks(statements);
    this.waiting = new KnownWaiting(statements, holds);
    this.inserts = new Inserts(statements, holds, numbers, waiting);
    this.claims = new Claims(statements, running, holds, scope.node());
    this.attempts = new Attempts(statements, holds, running, log);
    this.questions = new QuestionChanges(statements, running);
    this.requeues =
        new Requeues(statements, new Requeues.Parts(holds, running, log, waiting, questions));
    this.callers = new CallerChanges(statements, holds, running, log);
    this.operators = new OperatorChanges(statements, holds, running, log);
    this.redating = new Redating(statements);
  }

  Inserts inserts() {
    return inserts;
  }

  Claims claims() {
    return claims;
  }

  Attempts attempts() {
    return attempts;
  }

  Requeues requeues() {
    return requeues;
  }

  CallerChanges callers() {
    return callers;
  }

  OperatorChanges operators() {
    return operators;
  }

  QuestionChanges questions() {
    return questions;
  }

  Holds holds() {
    return holds;
  }

  Redating redating() {
    return redating;
  }

  /** Brings waiting tasks in line with the operations that may be claimed now. */
  void register() throws SQLException {
    holds.register();
  }

  @Override
  public void keep() {
    holds.keep();
  }

  /** Drops what is remembered of the file, after a rollback. */
  @Override
  public void forget() {
    holds.forget();
    numbers.forget();
    running.forget();
    waiting.forget();
  }
}
