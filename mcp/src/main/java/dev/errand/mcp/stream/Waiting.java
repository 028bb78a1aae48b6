// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.stream;

import dev.errand.http.HttpException;
import dev.errand.http.OpenAnswers;
import dev.errand.http.OpenAnswers.Place;
import dev.errand.http.Response;
import dev.errand.mcp.wire.Answers;
import dev.errand.mcp.wire.Call;
import dev.errand.task.StoppedException;
import dev.errand.task.StoreException;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.Task;
import dev.errand.task.TaskView;
import dev.errand.task.Watch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Waits for a task whose caller waits for the answer: a short while with nothing sent, then on an
 * event stream, on the request's own thread. Safe for all threads.
 */
public final class Waiting {

  private final OpenAnswers open;
  private final WaitingCalls calls;
  private final Duration patience;
  private final Duration beat;

  /**
   * @param open the answers that go on
   * @param patience how long a call is waited for with nothing sent
   * @param beat how often an open answer shows that it is alive, and finds out whether its caller
   *     is
   */
  public Waiting(OpenAnswers open, WaitingCalls calls, Duration patience, Duration beat) {
    this.open = open;
    this.calls = calls;
    this.patience = patience;
    this.beat = beat;
  }

  /**
   * The task as soon as it has ended, if that is within patience and the store can be reached.
   *
   * @param watch stays open
   */
  public Optional<Task> briefly(Watch watch) {
    return briefly(watch, false);
  }

  private Optional<Task> briefly(Watch watch, boolean untilProgress) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        Optional<Task> task = watch.view().map(TaskView::task);
        boolean over = task.isEmpty() || task.get().status().isTerminal();
        if (over || (untilProgress && task.get().progress().isPresent())) {
          return task.filter(_ -> over);
        }
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive() || !watch.await(left)) {
          return Optional.empty();
        }
      }
    } catch (StoppedException | StoreUnreachableException later) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * The answer to a call that waits to the end of its task.
   *
   * @param ended the message that answers it then
   * @param full what is answered if no more streams can be open; the task goes on
   */
  public Response answer(
      Call call,
      Task task,
      Function<Task, ObjectNode> ended,
      Function<HttpException, Response> full) {
    Watch watch;
    try {
      watch = call.errand().watch(task.id());
    } catch (StoreException failed) {
      return Answers.json(200, WaitingCall.givenUp(call, task, failed), Map.of());
    }
    boolean handedOn = false;
    try {
      JsonNode token = call.meta("progressToken");
      Optional<ProgressNotes> notes =
          Optional.of(token).filter(ProgressNotes::isToken).map(ProgressNotes::new);
      Optional<Task> soon = briefly(watch, notes.isPresent());
      if (soon.isPresent()) {
        return Answers.json(200, ended.apply(soon.get()), Map.of());
      }
      Place place = open.stream(watch::wake);
      WaitingCall waiting = new WaitingCall(call, task, ended, notes);
      handedOn = true;
      return new Response.Stream(
          MessageStream.TYPE,
          MessageStream.HEADERS,
          out -> {
            try (watch;
                place;
                var entry = calls.enter(call, waiting::cancel)) {
              waiting.writeTo(new MessageStream(out), watch, place, beat);
            }
          });
    } catch (HttpException tooMany) {
      return full.apply(tooMany);
    } finally {
      if (!handedOn) {
        watch.close();
      }
    }
  }
}
