// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotsTest {

  private static void release(Slots slots, int count) {
    for (int i = 0; i < count; i++) {
      slots.release();
    }
  }

  @Test
  void allAreOpenUntilTheyAreTaken() {
    Slots slots = Slots.working(5);
    assertThat(slots.ask()).isEqualTo(5);
    slots.taken(5);

    assertThat(slots.ask()).isZero();
    assertThat(slots.anyFree()).isFalse();
    assertThat(slots.isAhead()).isFalse();
  }

  @Test
  void asManyMoreAreOpenAsCameFreeALittleWhileAgo() {
    long start = System.nanoTime();
    Slots slots = Slots.working(10);
    slots.taken(slots.ask());
    release(slots, 6);
    int open = slots.ask();

    // On a machine that stands still meanwhile, what came free is long ago.
    assertThat(open == 12 || System.nanoTime() - start > 19_000_000).isTrue();
    slots.taken(12);
    assertThat(slots.isAhead()).isTrue();
    assertThat(slots.ask()).isZero();
  }

  @Test
  void neverMoreAheadThanThereAreWorkers() {
    Slots slots = Slots.working(10);
    slots.taken(slots.ask());
    for (int i = 0; i < 50; i++) {
      release(slots, 10);
      int open = slots.ask();
      assertThat(open).isLessThanOrEqualTo(20);
      slots.taken(10);
    }
  }

  @Test
  void fewAreNotWorthIt() {
    Slots slots = Slots.working(10);
    slots.taken(slots.ask());
    release(slots, 3);

    assertThat(slots.ask()).isEqualTo(3);
  }

  @Test
  void attemptsThatOnlyWaitAreNotClaimedAhead() {
    Slots slots = Slots.waiting(10);
    slots.taken(slots.ask());
    release(slots, 8);

    assertThat(slots.ask()).isEqualTo(8);
    assertThat(slots.waits()).isTrue();
  }
}
