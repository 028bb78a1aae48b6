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

  static final Settlement STALE = new Settlement.GivenUp("The job has ended meanwhile.");

  Settlement send(Delivery delivery) throws IOException {
    Optional<Task> task = errand.as(Principal.LOCAL).task(delivery.task());
    if (task.isEmpty()) {
      return new Settlement.GivenUp("The job is gone.");
    }
    if (mayBeStale(delivery) && task.get().status().isTerminal()) {
      return STALE;
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

  /** That a job is in progress is told again only while it is. */
  static boolean mayBeStale(Delivery delivery) {
    return delivery.event() == CallbackEvent.IN_PROGRESS && delivery.progress().attempts() > 1;
  }

  private byte[] body(Delivery delivery, Task task) throws IOException {
    return switch (delivery.event()) {
      case IN_PROGRESS -> bodies.begun(task, delivery.base());
      case SUCCESS -> bodies.results(task, delivery.base());
      case FAILED -> bodies.status(task, delivery.base());
    };
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
