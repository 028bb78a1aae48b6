// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.schedule.Schedule;
import dev.errand.task.ErrandException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of schedules that have something due which cannot be started yet, once for as long as it
 * stays so. For one thread at a time.
 */
final class HeldTicks {

  private static final Logger LOG = LoggerFactory.getLogger(HeldTicks.class);

  private final Set<UUID> told = new HashSet<>();
  private final Set<UUID> held = new HashSet<>();

  /** What is due is left for the next look. */
  void hold(Schedule schedule, RuntimeException why) {
    held.add(schedule.id());
    if (!told.add(schedule.id())) {
      LOG.debug("Schedule {} still waits with what is due", schedule.id(), why);
    } else if (why instanceof ErrandException) {
      LOG.info("Schedule {} waits with what is due: {}", schedule.id(), why.getMessage());
    } else {
      LOG.warn("Schedule {} waits with what is due", schedule.id(), why);
    }
  }

  /** All schedules were looked at: what was not held now is told anew when it is again. */
  void looked() {
    told.retainAll(held);
    held.clear();
  }
}
