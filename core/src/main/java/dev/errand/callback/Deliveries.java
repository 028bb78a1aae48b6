// SPDX-License-Identifier: Apache-2.0
package dev.errand.callback;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps deliveries beside the tasks that they tell of: they go when their task goes. Every change
 * is durable when its method returns, and all of it or nothing is done. Safe for all threads and
 * for several nodes; methods throw {@link dev.errand.task.StoreException} when the medium fails.
 */
public interface Deliveries {

  /**
   * Enters what is to be sent once it happens. What is entered for a task and an event stays as it
   * is; for a task that is gone nothing is entered.
   */
  void arm(long task, Subscriber subscriber);

  /**
   * Makes due what has happened to these tasks, and unneeded what no longer can.
   *
   * @return how many deliveries changed
   */
  int release(Collection<Long> tasks, Instant now);

  /** The same for all tasks. */
  int releaseAll(Instant now);

  /**
   * Takes the delivery that has been due longest, counting an attempt. Nobody else gets it for the
   * length of the lease; after that it is taken for lost and due again. That a task has ended is
   * not taken before it was tried to tell that it has begun, nor while that is being tried.
   *
   * @param busy hosts that nothing shall be sent to now
   */
  Optional<Delivery> claim(Instant now, Duration lease, Set<String> busy);

  /**
   * Records what came of the attempt that the delivery was claimed for.
   *
   * @return false, with nothing changed, if it was claimed again meanwhile, or is gone
   */
  boolean settle(Delivery claimed, Settlement settlement);

  /**
   * How many there are in each state, of all tasks; those of none are left out. Reads the whole
   * table.
   */
  Map<Delivery.State, Long> counts();

  /** All that is known of a task, in the order of {@link CallbackEvent}. */
  List<Delivery> of(long task);
}
