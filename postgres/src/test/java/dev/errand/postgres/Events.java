// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.StoreEvent;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a store tells its engine. */
final class Events implements Consumer<StoreEvent> {

  private final LinkedBlockingQueue<StoreEvent> events = new LinkedBlockingQueue<>();

  @Override
  public void accept(StoreEvent event) {
    events.add(event);
  }

  /** Waits for an event. */
  void await(StoreEvent expected, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    @Nullable StoreEvent event;
    do {
      event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } while (event != null && !event.equals(expected));
    assertThat(event).as("%s within %s", expected, atMost).isNotNull();
  }

  void forget() {
    events.clear();
  }
}
