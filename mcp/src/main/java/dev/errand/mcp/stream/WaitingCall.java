// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.stream;

import dev.errand.access.ForbiddenException;
import dev.errand.http.OpenAnswers.Place;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.mcp.wire.Faults;
import dev.errand.task.StoppedException;
import dev.errand.task.StoreException;
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
        Optional<Task> now = watch.view().map(TaskView::task);
        if (now.isEmpty()) {
          return call.body(Fault.internal("The task " + key() + " is gone."));
        }
        tell(out, now.get());
        if (now.get().status().isTerminal()) {
          return ended.apply(now.get());
        }
        if (!watch.await(turn(now.get(), beat))) {
          out.comment();
        }
        LockSupport.parkNanos(PAUSE);
      }
    } catch (StoppedException stops) {
      return stopped();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return stopped();
    } catch (RuntimeException e) {
      return call.body(Faults.of(e));
    }
    return stopped();
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
        Fault.internal(
            "The server stops, so nobody waits here any longer. The call was not lost: it is the task "
                + key()
                + ", to be asked for when the server is back."));
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
