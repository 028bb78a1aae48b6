// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Sends requests for a task and writes what they bring into its scratch folder. A cancel of the
 * task closes the connection; so does an answer that is too large. Used by the thread of the
 * attempt.
 */
record Exchange(OutgoingHttp http, FetchSettings settings, TaskContext context) {

  /**
   * Sends a request and waits for the answer. Progress counts the bytes that have come.
   *
   * @return with the file that the body of a 200 answer was written to, or the start of another
   *     body
   * @throws dev.errand.outgoing.RefusedAddressException if it leads to an address that is refused
   * @throws IOException if there is no whole answer, or it is too large
   * @throws CancelledException if the task was cancelled meanwhile
   */
  Answer send(OutgoingRequest request) throws IOException, CancelledException {
    String shown = request.uri().withoutUserInfo();
    context.progress("Connecting to %s...".formatted(shown), 0);
    Path file = context.scratch().resolve("fetched");
    OutgoingCall call = http.call(request);
    try (TaskContext.Registration registration = context.onCancel(call::cancel)) {
      return call.send(new ArrivingBody(request.uri(), file, settings.maxBytes(), context)::take);
    } catch (OutgoingException e) {
      context.checkCancelled();
      throw explained(shown, e);
    }
  }

  private IOException explained(String shown, OutgoingException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message =
        e.isSilence()
            ? "Nothing came from %s for %d seconds."
                .formatted(shown, settings.idleTimeout().toSeconds())
            : "%s could not be fetched: %s".formatted(shown, cause);
    return new IOException(message, e);
  }
}
