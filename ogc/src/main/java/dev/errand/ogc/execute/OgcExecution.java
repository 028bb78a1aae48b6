// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.http.RateLimitFields;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.ogc.JobReader;
import dev.errand.ogc.OgcException;
import dev.errand.ogc.OgcRoutes;
import dev.errand.ogc.Preferences;
import dev.errand.ogc.Wait;
import dev.errand.operation.OperationInfo;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.task.Idempotency;
import dev.errand.task.RefusedException;
import dev.errand.task.StoppedException;
import dev.errand.task.StoreException;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Execution of processes. Every execution is a task, also one whose caller waits for the results:
 * if the caller goes away, the task goes on.
 */
public final class OgcExecution implements OgcRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(OgcExecution.class);

  private final Errand errand;
  private final GivenInputs inputs;
  private final Subscribing subscribing;

  /**
   * @param http fetches inputs by reference
   * @param subscribing has callers told
   * @param limit how many bytes may be fetched for one execution
   */
  public OgcExecution(Errand errand, OutgoingHttp http, Subscribing subscribing, int limit) {
    this.errand = errand;
    this.inputs = new GivenInputs(http, limit);
    this.subscribing = subscribing;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.document("POST", "/processes/{id}/execution", this::execute));
  }

  private Response execute(Request request) {
    String id = request.variable("id");
    OperationInfo process = errand.operation(id).orElseThrow(() -> OgcException.noSuchProcess(id));
    Preferences preferences = Preferences.of(request);
    ExecuteRequest asked = ExecuteRequest.of(request, process);
    GuardedErrand guarded = errand.as(request.principal());
    Consumer<TaskId> subscription =
        asked
            .subscriber()
            .map(subscriber -> subscribing.read(subscriber, request.base()))
            .orElse(task -> {});
    Optional<String> key = IdempotencyKey.of(request);
    Task task = started(guarded, asked, key);
    subscribe(subscription, task, key, request.base());
    Optional<Task> ended = end(new Awaiting(guarded, process.asks()), task, preferences.waiting());
    return ended
        .flatMap(last -> results(Results.synchronous(guarded, last, process), request, preferences))
        .orElseGet(
            () -> AcceptedJob.answer(task, JobReader.of(request), preferences.appliedAsync()))
        .with(RateLimitFields.of(guarded.allowances(task)));
  }

  private Task started(GuardedErrand guarded, ExecuteRequest asked, Optional<String> key) {
    try {
      return start(guarded, asked, key);
    } catch (StoreUnreachableException e) {
      throw key.isPresent() ? Uncertain.untilRepeated() : e;
    }
  }

  private static void subscribe(
      Consumer<TaskId> subscription, Task task, Optional<String> key, String base) {
    try {
      subscription.accept(task.id());
    } catch (StoreException e) {
      LOG.warn("Whether the subscriber of task {} was entered is not known", task.id(), e);
      throw key.isPresent() ? Uncertain.untilRepeated() : Uncertain.subscriber(task, base);
    }
  }

  private Task start(GuardedErrand guarded, ExecuteRequest asked, Optional<String> key) {
    Submission.Builder submission =
        Submission.builder(asked.process().name()).reply(asked.reply().kept());
    asked.retention().ifPresent(submission::retention);
    new RunMembers(new JsonMembers(asked.document())).addTo(submission);
    key.ifPresent(given -> submission.idempotency(new Idempotency(given, asked.fingerprint())));
    try {
      return guarded.submit(
          submission.build(), () -> inputs.unpack(asked.process(), asked.inputs()));
    } catch (RefusedException e) {
      // What an input names is not what the address names, so it is not what is not found.
      if (e.reason() == RefusedException.Reason.MISSING) {
        throw OgcException.of(400, String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /** The task if it ends in time, and that can be told. */
  private static Optional<Task> end(Awaiting awaiting, Task task, Wait wait) {
    try {
      return awaiting.end(task, wait);
    } catch (StoreException | StoppedException e) {
      LOG.debug("Task {} is answered as one that goes on", task.id(), e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** What cannot be read now can be had from the job, which must not be started again for that. */
  private static Optional<Response> results(
      Results results, Request request, Preferences preferences) {
    try {
      return Optional.of(results.answer(request, preferences));
    } catch (StoreException e) {
      LOG.debug("Task {} is answered without its results", results.task().id(), e);
      return Optional.empty();
    }
  }
}
