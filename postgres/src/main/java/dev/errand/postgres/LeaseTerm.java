// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.time.Duration;

/**
 * What a node knows of its lease: as whom it has it, from which moment on it counts, and whether
 * attempts were told to stop. A term that ends is not continued.
 */
record LeaseTerm(Node node, MachineClock.Moment from, End end) {

  /** The last part of a lease, in which attempts have time to stop. */
  private static final int STOPPING_PART = 5;

  /** Why attempts were told to stop. */
  enum End {
    NONE("has a lease"),
    /** Renewals went out and were not answered. */
    DATABASE_AWAY("could not renew its lease in time"),
    /** No renewal went out: it was frozen, or the machine was suspended. */
    SELF_AWAY("was away for so long that its lease may have ended"),
    TAKEN("is registered no more: another node took it for gone");

    private final String words;

    End(String words) {
      this.words = words;
    }

    /** To stand behind the name of the node. */
    String words() {
      return words;
    }
  }

  static LeaseTerm of(Node node, MachineClock.Moment from) {
    return new LeaseTerm(node, from, End.NONE);
  }

  boolean isEnding() {
    return end != End.NONE;
  }

  LeaseTerm ended(End why) {
    return new LeaseTerm(node, from, why);
  }

  /** For how many nanoseconds of a lease attempts may work. */
  static long safeNanos(Duration lease) {
    return lease.minus(lease.dividedBy(STOPPING_PART)).toNanos();
  }

  /**
   * Why this ends that was not renewed in time: a renewal that went out shows that the process was
   * there.
   *
   * @param tried {@link MachineClock#nanos()} when the last one went out
   */
  End why(long tried, Duration lease) {
    long after = tried - from.nanos();
    return after > 0 && after < safeNanos(lease) ? End.DATABASE_AWAY : End.SELF_AWAY;
  }
}
