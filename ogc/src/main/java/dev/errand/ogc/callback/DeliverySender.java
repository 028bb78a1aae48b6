// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import dev.errand.Errand;
import dev.errand.callback.CallbackBodies;
import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Delivery;
import dev.errand.callback.Settlement;
import dev.errand.outgoing.OutgoingException;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingUri;
import dev.errand.outgoing.RefusedAddressException;
import dev.errand.task.Principal;
import dev.errand.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Sends one delivery and says what came of it. Safe for all threads. */
record DeliverySender(
    Errand errand,
    OutgoingHttp http,
    CallbackBodies bodies,
    CallbackSecret secret,
    InstantSource clock,
    Duration timeout) {

  Settlement send(Delivery delivery) throws IOException {
    Optional<Task> task = errand.as(Principal.LOCAL).task(delivery.task());
    if (task.isEmpty()) {
      return new Settlement.GivenUp("The job is gone.");
    }
    if (isStale(delivery, task.get())) {
      return new Settlement.GivenUp("The job has ended meanwhile.");
    }
    byte[] body = body(delivery, task.get());
    try {
      OutgoingUri uri = OutgoingUri.parse(delivery.receiver().url());
      int status = http.post(uri, headers(delivery, task.get(), body), body, timeout);
      return settled(delivery, status);
    } catch (RefusedAddressException e) {
      return new Settlement.GivenUp(String.valueOf(e.getMessage()));
    } catch (OutgoingException e) {
      return again(delivery, "The receiver " + e.reason());
    }
  }

  /** That a job is in progress is no news any more once it has ended. */
  private static boolean isStale(Delivery delivery, Task task) {
    return delivery.event() == CallbackEvent.IN_PROGRESS
        && delivery.progress().attempts() > 1
        && task.status().isTerminal();
  }

  private byte[] body(Delivery delivery, Task task) throws IOException {
    return delivery.event() == CallbackEvent.SUCCESS
        ? bodies.results(task, delivery.base())
        : bodies.status(task, delivery.base());
  }

  /** The id is the same for each attempt, so that receivers know what they have already. */
  private Map<String, String> headers(Delivery delivery, Task task, byte[] body) {
    String id =
        "msg_%s_%s"
            .formatted(
                task.id().key().toString().replace("-", ""),
                delivery.event().name().toLowerCase(Locale.ROOT));
    long timestamp = clock.instant().getEpochSecond();
    return Map.of(
        "Content-Type",
        "application/json",
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(timestamp),
        "webhook-signature",
        secret.signature(id, timestamp, body));
  }

  private Settlement settled(Delivery delivery, int status) {
    String said = "The receiver answered with status %d.".formatted(status);
    if (status >= 200 && status <= 299) {
      return new Settlement.Delivered(said);
    }
    return status == 410 ? new Settlement.GivenUp(said) : again(delivery, said);
  }

  Settlement again(Delivery delivery, String said) {
    Duration wait =
        Backoff.USUAL.after(
            delivery.progress().attempts(), ThreadLocalRandom.current().nextDouble());
    Instant at = clock.instant().plus(wait);
    return new Settlement.Again(said, at);
  }
}
