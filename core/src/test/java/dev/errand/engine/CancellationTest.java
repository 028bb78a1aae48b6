// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import static dev.errand.engine.Cancellation.Reason.CALLER;
import static dev.errand.engine.Cancellation.Reason.FENCED;
import static dev.errand.engine.Cancellation.Reason.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.Right;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CancellationTest {

  private static Cancellation cancellation(Right right) {
    return new Cancellation(right, InstantSource.system(), () -> {});
  }

  private final Cancellation cancellation = cancellation(Right.ALWAYS);

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void isNoticedOnlyByWhoAsks() {
    cancellation.signal(CALLER);
    assertThat(cancellation.noticedReason()).isEmpty();
    assertThat(cancellation.ask()).isTrue();
    assertThat(cancellation.noticedReason()).contains(CALLER);
  }

  @Test
  void theFirstReasonCountsUnlessTheAttemptIsFenced() {
    cancellation.signal(CALLER);
    cancellation.signal(STOP);
    assertThat(cancellation.reason()).contains(CALLER);
    cancellation.signal(FENCED);
    assertThat(cancellation.reason()).contains(FENCED);
  }

  /** It came while the code returned, which had left an action behind. */
  @Test
  void isNotNoticedByCodeThatHasReturned() {
    cancellation.begin(Thread.currentThread());
    cancellation.onCancel(() -> {});
    cancellation.end();
    cancellation.signal(CALLER);
    assertThat(cancellation.noticedReason()).isEmpty();
  }

  @Test
  void interruptsTheThreadThatRuns() {
    cancellation.begin(Thread.currentThread());
    cancellation.signal(CALLER);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatIsToStopDoesNotBegin() {
    cancellation.signal(CALLER);
    assertThat(cancellation.begin(Thread.currentThread())).contains(CALLER);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void whatLostItsRightDoesNotBegin() {
    Cancellation late = cancellation(() -> false);
    assertThat(late.begin(Thread.currentThread())).contains(FENCED);
    assertThat(late.isFenced()).isTrue();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void whatLosesItsRightLearnsItWhenItAsks() {
    AtomicBoolean held = new AtomicBoolean(true);
    Cancellation running = cancellation(held::get);
    assertThat(running.begin(Thread.currentThread())).isEmpty();
    assertThat(running.ask()).isFalse();
    held.set(false);
    assertThat(running.ask()).isTrue();
    assertThat(running.noticedReason()).contains(FENCED);
  }

  @Test
  void anInterruptWaitsForTheEndOfAnUninterruptedSection() throws Exception {
    cancellation.begin(Thread.currentThread());
    boolean inside =
        cancellation.uninterrupted(() -> {
          cancellation.signal(CALLER);
          return cancellation.uninterrupted(() -> Thread.currentThread().isInterrupted());
        });
    assertThat(inside).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void noInterruptOutlivesTheAttempt() {
    cancellation.begin(Thread.currentThread());
    cancellation.signal(CALLER);
    cancellation.end();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void actionsRunOnceEachOnAnotherThreadAlsoWhenTheyComeLate() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    Thread here = Thread.currentThread();
    Runnable action =
        () -> {
          assertThat(Thread.currentThread()).isNotSameAs(here);
          both.countDown();
        };
    cancellation.onCancel(action);
    cancellation.signal(CALLER);
    cancellation.onCancel(action);
    assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(cancellation.noticedReason()).contains(CALLER);
  }

  @Test
  void anActionThatWasTakenBackDoesNotCountAsNoticing() {
    cancellation.onCancel(() -> {}).close();
    cancellation.signal(CALLER);
    assertThat(cancellation.noticedReason()).isEmpty();
  }
}
