// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Safe for all threads. */
public final class SettableClock implements InstantSource {

  private final AtomicReference<Instant> now;

  /** A clock that shows {@code now}. */
  public SettableClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Shows {@code time} from now on, be it later or earlier. */
  public void set(Instant time) {
    now.set(time);
  }

  /**
   * Moves on by so much, or back if it is negative.
   *
   * @return the new time
   */
  public Instant advance(Duration by) {
    return now.updateAndGet(time -> time.plus(by));
  }
}
