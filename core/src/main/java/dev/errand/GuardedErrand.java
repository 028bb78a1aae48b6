// SPDX-License-Identifier: Apache-2.0
package dev.errand;

import dev.errand.access.AccessRules;
import dev.errand.access.Action;
import dev.errand.access.Audit;
import dev.errand.access.Audited;
import dev.errand.access.ForbiddenException;
import dev.errand.access.StartRights;
import dev.errand.limit.Allowance;
import dev.errand.limit.Outlook;
import dev.errand.operation.OperationInfo;
import dev.errand.operation.Starters;
import dev.errand.task.Answer;
import dev.errand.task.AnswersTaken;
import dev.errand.task.AskedQuestion;
import dev.errand.task.Download;
import dev.errand.task.Json;
import dev.errand.task.LogEntry;
import dev.errand.task.Output;
import dev.errand.task.Page;
import dev.errand.task.Prepared;
import dev.errand.task.Principal;
import dev.errand.task.Role;
import dev.errand.task.StoppedException;
import dev.errand.task.StoreException;
import dev.errand.task.Submission;
import dev.errand.task.Submitted;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskId;
import dev.errand.task.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * An {@link Errand} as one principal may use it: the door that dialects go through. A task that the
 * principal may not see is not there; one that it may see and not do something with is {@linkplain
 * ForbiddenException refused}. Starts, cancels, prunes and refusals are {@linkplain Audit audited}.
 * Safe for all threads.
 */
public final class GuardedErrand {

  private final Errand errand;
  private final Principal principal;
  private final Audited audited;

  GuardedErrand(Errand errand, Principal principal) {
    this.errand = errand;
    this.principal = principal;
    audited = new Audited(principal);
  }

  public Principal principal() {
    return principal;
  }

  /**
   * Submits a task that belongs to the principal, in the group that its inputs say the work is in
   * if it names none.
   *
   * @throws ForbiddenException if the principal may not start the operation, or not in that group
   * @see Errand#submit for what is thrown else, and what an idempotency key does
   */
  public Task submit(Submission submission) {
    Prepared prepared = prepare(submission.ownedBy(principal.name()));
    Submitted submitted = audited.known(prepared::submit, Audit.Deed.START, submission.operation());
    if (!submitted.repeated()) {
      Audit.done(principal, Audit.Deed.START, submitted.task());
    }
    return submitted.task();
  }

  /** Whoever may not start it at all learns nothing of the inputs, and has none fetched. */
  void requireSomeStart(Submission submission) {
    rights(submission).requireSome(submission);
  }

  /** Whether there are inputs with which the principal may start the operation. */
  public boolean mayStart(OperationInfo operation) {
    return AccessRules.mayAllowStart(
        principal, operation.starters(), Submission.builder(operation.name()).build());
  }

  /** What the principal may start, whoever it will belong to. */
  Prepared prepare(Submission submission) {
    StartRights rights = rights(submission);
    rights.requireSome(submission);
    Prepared prepared = errand.prepare(submission);
    rights.require(prepared);
    return prepared;
  }

  /** The group that the inputs name, whatever the submission says and whoever may start it. */
  OptionalLong ownGroup(Submission submission) {
    return errand.prepare(submission.withoutGroup()).submission().group();
  }

  private StartRights rights(Submission submission) {
    return new StartRights(
        principal,
        errand
            .operation(submission.operation())
            .map(OperationInfo::starters)
            .orElse(Starters.USERS));
  }

  /** The schedules of tasks that the principal may see. */
  public GuardedSchedules schedules() {
    return new GuardedSchedules(this, errand.schedules(), principal);
  }

  /**
   * The same for inputs that are not to be looked at if the idempotency key is known: what they
   * lead to may have changed, and what they ask for may have been done by that very task.
   *
   * @param inputs gives the inputs; called only if there is no task of the principal's with the key
   */
  public Task submit(Submission submission, Supplier<Json> inputs) {
    Optional<Task> there = errand.submitted(submission.ownedBy(principal.name()));
    if (there.isPresent()) {
      return there.get();
    }
    requireSomeStart(submission);
    return submit(submission.withInputs(inputs.get()));
  }

  /** The task with this number, if the principal may see it. */
  public Optional<Task> task(long number) {
    return errand.task(number).filter(task -> allows(Action.SEE, task));
  }

  /** The task with this key, if the principal may see it. */
  public Optional<Task> task(UUID key) {
    return errand.task(key).filter(task -> allows(Action.SEE, task));
  }

  /** The task with this key, if it is the principal's own, or the principal an administrator. */
  public Optional<Task> ownTask(UUID key) {
    return errand
        .task(key)
        .filter(task -> principal.administrator() || AccessRules.owns(principal, task));
  }

  /** The task with this key, if it belongs to the group and the principal may see it. */
  public Optional<Task> groupTask(long group, UUID key) {
    return task(key)
        .filter(task ->
            task.submission().group().isPresent()
                && task.submission().group().getAsLong() == group);
  }

  /** A page of the tasks that pass the filter and that the principal may find in lists. */
  public List<Task> tasks(TaskFilter filter, Page page) {
    return errand.tasks(filter.visibleTo(AccessRules.lists(principal)), page);
  }

  /**
   * Asks for a task to stop that was had from here; see {@link Errand#cancel}.
   *
   * @return the task afterwards; empty if there is none any more
   * @throws ForbiddenException if the principal may see the task and not cancel it
   */
  public Optional<Task> cancel(Task task) {
    require(Action.CANCEL, task, Audit.Deed.CANCEL);
    Optional<Task> after =
        audited.known(
            () -> errand.cancel(task.id(), principal.name()),
            Audit.Deed.CANCEL,
            Long.toString(task.id().number()));
    after.ifPresent(cancelled -> Audit.done(principal, Audit.Deed.CANCEL, cancelled));
    return after;
  }

  /**
   * Asks for the task to stop; see {@link Errand#cancel}.
   *
   * @return the task afterwards; empty if there is none that the principal may see
   * @throws ForbiddenException if the principal may see the task and not cancel it
   */
  public Optional<Task> cancel(TaskId id) {
    return task(id.number()).flatMap(this::cancel);
  }

  /**
   * Asks for a task to stop, as {@link #cancel(Task)} does, and waits a little for that: most
   * operations notice soon, so that whoever asked learns of the end at once. An answer that cannot
   * be waited for is what was known when it was asked, and nobody need ask once more.
   *
   * @param atMost how long the task is waited for
   */
  public Optional<Task> cancel(Task task, Duration atMost) {
    Optional<Task> asked = cancel(task);
    if (asked.isEmpty() || asked.get().status().isTerminal()) {
      return asked;
    }
    try {
      return errand.await(task.id(), atMost);
    } catch (StoreException | StoppedException e) {
      return asked;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return asked;
    }
  }

  /**
   * What a task that the principal may see has asked; see {@link dev.errand.task.TaskQuestions#of}.
   */
  public List<AskedQuestion> questions(Task task) {
    return allows(Action.SEE, task) ? errand.questions().of(task.id()) : List.of();
  }

  /**
   * Answers what a task asks that was had from here; see {@link
   * dev.errand.task.TaskQuestions#answer}.
   *
   * @return empty if there is none any more
   * @throws ForbiddenException if the principal may see the task and not answer for it
   * @throws dev.errand.task.InvalidAnswersException if one does not fit its question; then none is
   *     taken
   */
  public Optional<AnswersTaken> answer(Task task, Map<String, ? extends Answer.Given> answers) {
    require(Action.ANSWER, task, Audit.Deed.ANSWER);
    Optional<AnswersTaken> taken =
        audited.known(
            () -> errand.questions().answer(task.id(), answers, principal.name()),
            Audit.Deed.ANSWER,
            Long.toString(task.id().number()));
    taken
        .filter(some -> !some.taken().isEmpty())
        .ifPresent(some -> Audit.done(principal, Audit.Deed.ANSWER, some.task()));
    return taken;
  }

  /**
   * Deletes a task that has ended; see {@link Errand#prune}.
   *
   * @return the task as it was; empty if it has not ended or there is none that the principal may
   *     see
   * @throws ForbiddenException if the principal may see the task and not prune it
   */
  public Optional<Task> prune(TaskId id) {
    Optional<Task> gone =
        allowed(id, Action.PRUNE, Audit.Deed.PRUNE)
            .flatMap(task ->
                audited.known(
                    () -> errand.prune(task.id()),
                    Audit.Deed.PRUNE,
                    Long.toString(task.id().number())));
    gone.ifPresent(task -> Audit.done(principal, Audit.Deed.PRUNE, task));
    return gone;
  }

  /**
   * Lines of the log from a sequence number on; see {@link Errand#log}.
   *
   * @return nothing if there is no task that the principal may see
   * @throws ForbiddenException if the principal may see the task and not its log
   */
  public List<LogEntry> log(TaskId id, long from, int limit) {
    return allowed(id, Action.READ_LOG, Audit.Deed.READ_LOG)
        .map(task -> errand.log(task.id(), from, limit))
        .orElse(List.of());
  }

  /**
   * Waits until the task has ended, at most so long; see {@link Errand#await}.
   *
   * @return the task at that moment; empty if there is none that the principal may see
   */
  public Optional<Task> await(TaskId id, Duration atMost) throws InterruptedException {
    Optional<Task> task = task(id.number());
    return task.isEmpty() ? task : errand.await(id, atMost);
  }

  /**
   * Watches a task that the principal may see; of any other the view is empty. Its log is read by
   * {@link #log}.
   */
  public Watch watch(TaskId id) {
    return task(id.number()).isPresent()
        ? new GuardedWatch(errand.watch(id), task -> allows(Action.SEE, task))
        : new NothingToWatch();
  }

  /** Whether the principal may do that with the task. */
  public boolean allows(Action action, Task task) {
    return AccessRules.allows(principal, action, task);
  }

  /** How long a task of the operation usually runs; see {@link Errand#typicalDuration}. */
  public Optional<Duration> typicalDuration(String operation) {
    return errand.typicalDuration(operation);
  }

  /** What can be said of a task that the principal may see; see {@link Errand#outlook}. */
  public Outlook outlook(Task task) {
    return allows(Action.SEE, task) ? errand.outlook(task) : Outlook.NOTHING;
  }

  /** What administrators do to tasks. */
  public GuardedControl control() {
    return new GuardedControl(errand, principal);
  }

  /** How many more may be started like a task of the principal's; see {@link Errand#allowances}. */
  public List<Allowance> allowances(Task task) {
    return allows(Action.SEE, task) ? errand.allowances(task) : List.of();
  }

  /** Limits, for administrators. */
  public GuardedLimits limits() {
    return new GuardedLimits(errand.limits(), principal);
  }

  /** The files that an ended task left, by name; none of a task that the principal may not see. */
  public List<Output> outputs(TaskId id) {
    return task(id.number()).map(task -> errand.outputs(task.id())).orElse(List.of());
  }

  /** Opens a file of a task that the principal may see; see {@link Errand#download}. */
  public Optional<Download> download(TaskId id, String output) {
    return task(id.number()).flatMap(task -> errand.download(task.id(), output));
  }

  /**
   * Does nothing for those who may read the task's log.
   *
   * @throws ForbiddenException for all others
   */
  public void requireLog(Task task) {
    allowed(task.id(), Action.READ_LOG, Audit.Deed.READ_LOG);
  }

  /**
   * Does nothing for administrators.
   *
   * @throws ForbiddenException for all others
   */
  public void requireAdministrator() {
    if (!principal.administrator()) {
      throw new ForbiddenException("Access forbidden: only administrators may do this.");
    }
  }

  /**
   * Does nothing for members of the group with at least that role, and for administrators.
   *
   * @throws ForbiddenException for all others
   */
  public void requireRole(long group, Role least) {
    if (!principal.hasRole(group, least)) {
      throw new ForbiddenException(
          "Access forbidden: this needs the role " + least.word() + " or higher in the group.");
    }
  }

  private Optional<Task> allowed(TaskId id, Action action, Audit.Deed deed) {
    Optional<Task> task = task(id.number());
    task.ifPresent(found -> require(action, found, deed));
    return task;
  }

  private void require(Action action, Task task, Audit.Deed deed) {
    if (!allows(action, task)) {
      Audit.refused(principal, deed, task.id().toString());
      throw new ForbiddenException(
          "Access forbidden: this needs the role "
              + action.least().word()
              + " or higher in the task's group.");
    }
  }
}
