// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Counts the deliveries that are being sent, by host. Safe for all threads. */
final class InFlight {

  private final int most;
  private final int perHost;
  private final Map<String, Integer> hosts = new HashMap<>();
  private int all;

  InFlight(int most, int perHost) {
    this.most = most;
    this.perHost = perHost;
  }

  synchronized boolean hasRoom() {
    return all < most;
  }

  /** The hosts that get no more for now. */
  synchronized Set<String> busy() {
    return hosts.entrySet().stream()
        .filter(host -> host.getValue() >= perHost)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  synchronized void begin(String host) {
    all++;
    hosts.merge(host, 1, Integer::sum);
  }

  synchronized void end(String host) {
    all--;
    hosts.computeIfPresent(host, (_, count) -> count == 1 ? null : count - 1);
    notifyAll();
  }

  /** Waits until none is being sent, at most so long. */
  synchronized boolean awaitNone(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (all > 0) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
