// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import dev.errand.Errand;
import dev.errand.callback.CallbackBodies;
import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Deliveries;
import dev.errand.callback.Delivery;
import dev.errand.callback.Settlement;
import dev.errand.callback.Subscriber;
import dev.errand.callback.Subscriptions;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.task.StoreException;
import dev.errand.task.StoreFullException;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.TaskId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends deliveries: each until the subscriber takes it, says that it is gone for good, or the job
 * goes. What is to be sent is kept durably, so that nothing is lost when the process ends, and
 * claimed, so that several nodes send it once. Safe for all threads.
 */
public final class Callbacks implements Subscriptions, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How many pauses until all tasks are looked at. */
  private static final int SELDOM = 10;

  private final Deliveries deliveries;
  private final CallbackSignals signals;
  private final OutgoingHttp http;
  private final DeliverySender sender;
  private final CallbackSettings settings;
  private final InstantSource clock;
  private final InFlight inFlight;
  private final LongAdder givenUp = new LongAdder();
  private volatile boolean closed;
  private @Nullable Thread thread;

  /**
   * What it is made of.
   *
   * @param http for deliveries alone: closed with this, so that none holds up the end
   * @param signals a listener of the Errand
   */
  public record Parts(
      Errand errand,
      Deliveries deliveries,
      CallbackSignals signals,
      OutgoingHttp http,
      CallbackBodies bodies,
      CallbackSecret secret) {}

  public Callbacks(Parts parts, CallbackSettings settings, InstantSource clock) {
    this.deliveries = parts.deliveries();
    this.signals = parts.signals();
    this.http = parts.http();
    this.settings = settings;
    this.clock = clock;
    this.inFlight = new InFlight(settings.inFlight(), settings.perHost());
    this.sender =
        new DeliverySender(
            parts.errand(),
            parts.http(),
            parts.bodies(),
            parts.secret(),
            clock,
            settings.timeout());
  }

  /** Begins to send. */
  public void start() {
    thread = Thread.ofVirtual().name("callbacks").start(this::work);
  }

  @Override
  public void subscribe(TaskId task, Subscriber subscriber) {
    if (subscriber.isNobody()) {
      return;
    }
    signals.watch(task.number());
    arm(task.number(), subscriber);
    // It may have begun, or even ended, before that.
    signals.tell(task.number());
  }

  /** Repeating it is harmless, and its caller has a task already that must not start again. */
  private void arm(long task, Subscriber subscriber) {
    try {
      deliveries.arm(task, subscriber);
    } catch (StoreException e) {
      LOG.debug("Entering the subscriber of task {} once more", task, e);
      deliveries.arm(task, subscriber);
    }
  }

  /** Looks at all tasks and sends what is due, as happens by itself every ten seconds. */
  public void sweep() {
    deliveries.releaseAll(clock.instant());
    sendDue();
  }

  private void work() {
    int pauses = 0;
    while (!closed) {
      try {
        deliveries.release(signals.drain(), clock.instant());
        if (pauses++ % SELDOM == 0) {
          deliveries.releaseAll(clock.instant());
        }
        sendDue();
      } catch (StoreUnreachableException | StoreFullException e) {
        // The engine tells the operator when that begins and ends.
        LOG.debug("Could not look for callbacks to send; trying again", e);
      } catch (StoreException e) {
        if (!closed) {
          LOG.warn("Could not look for callbacks to send; trying again", e);
        }
      }
      try {
        signals.await(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized void sendDue() {
    while (!closed && inFlight.hasRoom()) {
      Optional<Delivery> next =
          deliveries.claim(clock.instant(), settings.lease(), inFlight.busy());
      if (next.isEmpty()) {
        return;
      }
      Delivery delivery = next.get();
      inFlight.begin(delivery.receiver().host());
      Thread.ofVirtual().name("callback-" + delivery.task()).start(() -> send(delivery));
    }
  }

  private void send(Delivery delivery) {
    try {
      record(delivery, settlement(delivery));
    } catch (StoreUnreachableException | StoreFullException e) {
      LOG.debug("Could not record what came of a callback; it will be sent again", e);
    } catch (StoreException e) {
      LOG.warn("Could not record what came of a callback; it will be sent again", e);
    } finally {
      inFlight.end(delivery.receiver().host());
      signals.wake();
    }
  }

  private Settlement settlement(Delivery delivery) {
    try {
      Settlement settlement = isOvertaken(delivery) ? DeliverySender.STALE : sender.send(delivery);
      boolean cutShort = closed && settlement instanceof Settlement.Again;
      return cutShort ? new Settlement.Again("The server stopped meanwhile.", now()) : settlement;
    } catch (IOException | RuntimeException e) {
      LOG.error("Could not make the callback of task {}", delivery.task(), e);
      return sender.again(delivery, "The server could not write it.");
    }
  }

  /**
   * Whether the end of the job may have been told already. The store knows: this node may take a
   * task for running whose lease it has lost.
   */
  private boolean isOvertaken(Delivery delivery) {
    return DeliverySender.mayBeStale(delivery)
        && deliveries.of(delivery.task()).stream()
            .filter(other -> other.event() != CallbackEvent.IN_PROGRESS)
            .anyMatch(other -> other.progress().state() != Delivery.State.ARMED);
  }

  private void record(Delivery delivery, Settlement settlement) {
    boolean kept = deliveries.settle(delivery, settlement);
    if (kept && settlement instanceof Settlement.GivenUp) {
      givenUp.increment();
      LOG.warn(
          "Gave up the {} callback of task {} to {}: {}",
          delivery.event().word(),
          delivery.task(),
          delivery.receiver().shown(),
          settlement.said());
    } else {
      LOG.debug(
          "The {} callback of task {} to {}: {}",
          delivery.event().word(),
          delivery.task(),
          delivery.receiver().shown(),
          settlement.said());
    }
  }

  /** How many deliveries this node has given up since its start. */
  public long givenUp() {
    return givenUp.sum();
  }

  private Instant now() {
    return clock.instant();
  }

  /** Begins nothing new and cuts short what is being sent, which is sent again after a start. */
  @Override
  public void close() {
    closed = true;
    signals.wake();
    http.close();
    try {
      if (thread != null) {
        thread.join(PATIENCE);
      }
      if (!inFlight.awaitNone(PATIENCE)) {
        LOG.warn("Some callbacks did not stop in time; they will be sent again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
