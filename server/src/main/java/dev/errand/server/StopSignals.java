// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import sun.misc.Signal;

/**
 * What Ctrl-C (SIGINT) and SIGTERM do: the first asks politely, the second ends the process at
 * once. Java itself would ignore the second while it is busy with the first.
 */
final class StopSignals {

  private static final String[] NAMES = {"INT", "TERM"};

  private StopSignals() {}

  /**
   * @param first gets the exit code that belongs to the first signal, on a thread of its own
   */
  static void handle(IntConsumer first) {
    AtomicInteger count = new AtomicInteger();
    for (String name : NAMES) {
      Signal.handle(
          new Signal(name),
          signal -> {
            int code = 128 + signal.getNumber();
            if (count.incrementAndGet() > 1) {
              Runtime.getRuntime().halt(code);
            }
            Thread.ofPlatform().name("stop").start(() -> first.accept(code));
          });
    }
  }
}
