// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What one round came to.
 *
 * @param rate how much was done in a second
 * @param cpuMicros how much processor time of this process each cost, clients included; unlike the
 *     rate it hardly changes when others use the machine too. NaN where another process did the
 *     work
 * @param databaseMicros the same of the database server, where there is one; else NaN
 */
record Measured(double rate, double cpuMicros, double databaseMicros) {

  /** The same with what the database did for so many. */
  Measured with(DatabaseCost database, long count) {
    return new Measured(rate, cpuMicros, database.cpuNanos() / 1e3 / count);
  }

  /** All the processor time that is known. */
  double allMicros() {
    return Double.isNaN(databaseMicros) ? cpuMicros : cpuMicros + databaseMicros;
  }

  /** Runs from its making. */
  static final class Watch {

    private final long cpu = cpuNanos();
    private final long start = System.nanoTime();

    /** What so many came to until now. */
    Measured stop(long count) {
      long nanos = System.nanoTime() - start;
      return new Measured(count * 1e9 / nanos, (cpuNanos() - cpu) / 1e3 / count, Double.NaN);
    }

    /** The same for work that another process did. */
    Measured stopOther(long count) {
      return new Measured(count * 1e9 / (System.nanoTime() - start), Double.NaN, Double.NaN);
    }

    private static long cpuNanos() {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
  }
}
