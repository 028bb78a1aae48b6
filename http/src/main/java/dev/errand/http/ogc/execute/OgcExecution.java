// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.ogc.execute;

import dev.errand.Errand;
import dev.errand.Idempotency;
import dev.errand.OperationInfo;
import dev.errand.RefusedException;
import dev.errand.Submission;
import dev.errand.Task;
import dev.errand.TaskId;
import dev.errand.access.GuardedErrand;
import dev.errand.http.Dialect;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import dev.errand.http.ogc.OgcDialect;
import dev.errand.http.ogc.OgcException;
import dev.errand.http.ogc.Preferences;
import dev.errand.http.outgoing.OutgoingHttp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Execution of processes. Every execution is a task, also one whose caller waits for the results:
 * if the caller goes away, the task goes on.
 */
public final class OgcExecution implements RouteSet {

  /** How long is waited at a stretch; the end of the task ends it. */
  private static final Duration STRETCH = Duration.ofHours(1);

  private final Errand errand;
  private final OutgoingHttp http;
  private final Subscribing subscribing;
  private final int limit;

  /**
   * @param http fetches inputs by reference
   * @param subscribing has callers told
   * @param limit how many bytes may be fetched for one execution
   */
  public OgcExecution(Errand errand, OutgoingHttp http, Subscribing subscribing, int limit) {
    this.errand = errand;
    this.http = http;
    this.subscribing = subscribing;
    this.limit = limit;
  }

  @Override
  public Dialect dialect() {
    return OgcDialect.INSTANCE;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.document("POST", "/processes/{id}/execution", this::execute));
  }

  private Response execute(Request request) throws InterruptedException {
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
    Task task = start(guarded, asked, IdempotencyKey.of(request));
    subscription.accept(task.id());
    Optional<Task> ended = end(guarded, task, preferences.patience());
    return ended.isPresent()
        ? Results.synchronous(guarded, ended.get(), process).answer(request, preferences)
        : AcceptedJob.answer(task, request.base(), preferences.appliedAsync());
  }

  private Task start(GuardedErrand guarded, ExecuteRequest asked, Optional<String> key) {
    Submission.Builder submission =
        Submission.builder(asked.process().name()).reply(asked.reply().kept());
    key.ifPresent(given -> submission.idempotency(new Idempotency(given, asked.fingerprint())));
    // Before the inputs are looked at: what they lead to may have changed, and what they ask for
    // may have been done by that very task.
    Optional<Task> there = guarded.submitted(submission.build());
    if (there.isPresent()) {
      return there.get();
    }
    InputValues values = new InputValues(asked.process(), new References(http, limit));
    submission.inputs(values.unpack(asked.inputs()));
    try {
      return guarded.submit(guarded.inOwnGroup(submission.build()));
    } catch (RefusedException e) {
      // What an input names is not what the address names, so it is not what is not found.
      if (e.reason() == RefusedException.Reason.MISSING) {
        throw OgcException.of(400, String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /** The task if it ends in time. */
  private static Optional<Task> end(GuardedErrand guarded, Task task, Optional<Duration> patience)
      throws InterruptedException {
    Task now = task;
    do {
      if (!now.status().isTerminal() && !patience.equals(Optional.of(Duration.ZERO))) {
        now =
            guarded
                .await(task.id(), patience.orElse(STRETCH))
                .orElseThrow(() -> OgcException.noSuchJob(task.id().key().toString()));
      }
    } while (!now.status().isTerminal() && patience.isEmpty());
    boolean waited = !patience.equals(Optional.of(Duration.ZERO));
    return Optional.of(now).filter(last -> waited && last.status().isTerminal());
  }
}
