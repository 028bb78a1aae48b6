// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {

  private final WorkerThreads threads = new WorkerThreads(1);

  @AfterEach
  void shutdown() {
    threads.shutdown();
  }

  @Test
  void oneThatDoesNotComeBackIsReplacedUntilItDoes() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch meanwhile = new CountDownLatch(1);
    threads.execute(() -> await(stuck));
    threads.execute(meanwhile::countDown);
    threads.grow();
    assertThat(meanwhile.await(30, TimeUnit.SECONDS)).isTrue();

    threads.execute(() -> await(stuck));
    stuck.countDown();
    threads.shrink();

    assertThat(threads.size()).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
