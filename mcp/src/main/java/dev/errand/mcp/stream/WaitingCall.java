// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.stream;

import dev.errand.access.ForbiddenException;
import dev.errand.http.OpenAnswers.Place;
import dev.errand.mcp.task.OpenQuestions;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.mcp.wire.Faults;
import dev.errand.task.Progress;
import dev.errand.task.StoppedException;
import dev.errand.task.StoreException;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.Task;
import dev.errand.task.TaskView;
import dev.errand.task.Watch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call whose answer goes on until its task has ended. Whatever happens, the last thing that is
 * written is a response: no client notices a stream that ends without one.
 *
 * @param ended the message that answers it
 * @param notes which progress is told; none if nobody asked
 */
record WaitingCall(
    Call call, Task task, Function<Task, ObjectNode> ended, Optional<ProgressNotes> notes) {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingCall.class);

  /** A task that logs much would otherwise be looked at for every line. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  void writeTo(MessageStream out, Watch watch, Place place, Duration beat) throws IOException {
    try {
      out.comment();
      out.message(response(out, watch, place, beat));
    } catch (IOException lost) {
      if (call.revision().isModern()) {
        cancel();
      }
      throw lost;
    }
  }

  private ObjectNode response(MessageStream out, Watch watch, Place place, Duration beat)
      throws IOException {
    try {
      while (!place.isOver()) {
        Optional<ObjectNode> last = look(out, watch, place, beat);
        if (last.isPresent()) {
          return last.get();
        }
        LockSupport.parkNanos(PAUSE);
      }
    } catch (StoppedException stops) {
      return stopped();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return stopped();
    } catch (RuntimeException e) {
      return givenUp(call, task, e);
    }
    return stopped();
  }

  /** Looks once and waits for a change; the answer if there is one now. */
  private Optional<ObjectNode> look(MessageStream out, Watch watch, Place place, Duration beat)
      throws IOException, InterruptedException {
    try {
      Optional<Task> now = watch.view().map(TaskView::task).map(this::shown);
      if (now.isEmpty()) {
        return Optional.of(call.body(Fault.internal("The task " + key() + " is gone.")));
      }
      tell(out, now.get());
      if (now.get().status().isTerminal()) {
        return now.map(ended);
      }
      Duration turn = turn(now.get(), beat);
      // A shorter turn ends with a notification, which shows as well that both are there.
      if (!watch.await(turn) && turn.equals(beat)) {
        out.comment();
      }
    } catch (StoreUnreachableException away) {
      // The task is kept there; no client would ask again after an error.
      out.comment();
      pause(place, beat);
    }
    return Optional.empty();
  }

  /** A watch cannot be waited for while the store is away. */
  private static void pause(Place place, Duration beat) throws InterruptedException {
    long end = System.nanoTime() + beat.toNanos();
    while (!place.isOver() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** What a task asks is its progress for who waits: somebody has to be told where to answer. */
  private Task shown(Task now) {
    return OpenQuestions.of(call.errand(), now)
        .text()
        .map(question -> {
          String text = "waits for an answer: " + question;
          Progress asking =
              now.progress()
                  .map(known -> new Progress(text, known.amount(), known.total()))
                  .orElse(Progress.of(text, 0));
          return now.withProgress(Optional.of(asking), now.remark());
        })
        .orElse(now);
  }

  /** Until the next look, were nothing to change. */
  private Duration turn(Task now, Duration beat) {
    Optional<Duration> pause =
        notes
            .filter(some -> some.isNew(now))
            .map(some -> Duration.ofNanos(Math.max(1, some.pause(System.nanoTime()))));
    return pause.filter(shorter -> shorter.compareTo(beat) < 0).orElse(beat);
  }

  private void tell(MessageStream out, Task now) throws IOException {
    Optional<ObjectNode> note = notes.flatMap(some -> some.next(now, System.nanoTime()));
    if (note.isPresent()) {
      out.message(note.get());
    }
  }

  private ObjectNode stopped() {
    return call.body(
        Fault.internal("The server stops, so nobody waits here any longer. " + kept(task)));
  }

  /** What is answered where nobody can wait for the task any longer. */
  static ObjectNode givenUp(Call call, Task task, RuntimeException why) {
    return call.body(Fault.internal(Faults.of(why).getMessage() + " " + kept(task)));
  }

  private static String kept(Task task) {
    return "The call was not lost: it is the task %s, to be asked for when the server is back."
        .formatted(task.id().key());
  }

  private String key() {
    return task.id().key().toString();
  }

  /** Nobody waits for it any more. */
  void cancel() {
    try {
      var _ = call.errand().cancel(task);
    } catch (StoreException | ForbiddenException e) {
      LOG.warn("Task {}, whose caller has gone, could not be cancelled", task.id(), e);
    }
  }
}
