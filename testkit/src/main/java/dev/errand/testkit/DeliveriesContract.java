// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Deliveries;
import dev.errand.callback.Delivery;
import dev.errand.callback.Delivery.State;
import dev.errand.callback.Settlement;
import dev.errand.callback.Subscriber;
import dev.errand.callback.Subscriber.Receiver;
import dev.errand.store.Store;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What everything that keeps {@link Deliveries} must do, as tests. A test class extends this and
 * says how to open them and the store that keeps the tasks they tell of.
 */
@Timeout(60)
public abstract class DeliveriesContract {

  private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Receiver OK = new Receiver("https://jo:pw@a.test/ok", "a.test", "a/ok");
  private static final Receiver RUN = new Receiver("https://b.test/run", "b.test", "b/run");
  private static final Receiver BAD = new Receiver("https://b.test/bad", "b.test", "b/bad");
  private static final Subscriber ALL =
      new Subscriber(
          Map.of(
              CallbackEvent.SUCCESS, OK, CallbackEvent.IN_PROGRESS, RUN, CallbackEvent.FAILED, BAD),
          "http://errand.test");

  private final SettableClock clock = new SettableClock(NOW);
  private final Gate gate = new Gate();
  private Errand errand;
  private Deliveries deliveries;

  /** Made by the test's runner. */
  @TempDir protected Path data;

  /** For subclasses. */
  protected DeliveriesContract() {}

  /** The store of the running test, not yet open. */
  protected abstract Store store();

  /** Deliveries beside it. If they are {@link AutoCloseable} they are closed after the test. */
  protected abstract Deliveries open();

  @BeforeEach
  void start() {
    errand =
        Errand.builder()
            .store(store())
            .data(data)
            .clock(clock)
            .stopPatience(Duration.ZERO)
            .workers(1)
            .operation(
                Work.of((inputs, context) -> {
                  switch (inputs.name()) {
                    case "fail" -> throw new IllegalStateException("on purpose");
                    case "gated" -> gate.pass();
                    default -> context.info("does nothing");
                  }
                  return new Work.Out("done");
                }))
            .build();
    errand.start();
    deliveries = open();
  }

  @AfterEach
  void stop() throws Exception {
    gate.open();
    if (deliveries instanceof AutoCloseable closeable) {
      closeable.close();
    }
    errand.close();
  }

  private Task ended(String name) throws InterruptedException {
    Task task = errand.submit(Work.submission(name).build());
    return errand.await(task.id(), Duration.ofSeconds(20)).orElseThrow();
  }

  private static long number(Task task) {
    return task.id().number();
  }

  private List<State> states(Task task) {
    return deliveries.of(number(task)).stream().map(known -> known.progress().state()).toList();
  }

  private Delivery due(Task task, Receiver receiver) {
    deliveries.arm(
        number(task),
        new Subscriber(Map.of(CallbackEvent.SUCCESS, receiver), "http://errand.test"));
    deliveries.release(List.of(number(task)), clock.instant());
    return deliveries.of(number(task)).getFirst();
  }

  private Optional<Delivery> claim() {
    return deliveries.claim(clock.instant(), LEASE, Set.of());
  }

  @Test
  void keepsWhatIsEnteredAndEntersItOnce() throws Exception {
    Task task = ended("a");
    deliveries.arm(number(task), ALL);
    deliveries.arm(
        number(task), new Subscriber(Map.of(CallbackEvent.SUCCESS, BAD), "http://other.test"));
    assertThat(deliveries.of(number(task)))
        .extracting(Delivery::event)
        .containsExactly(CallbackEvent.IN_PROGRESS, CallbackEvent.SUCCESS, CallbackEvent.FAILED);
    Delivery success = deliveries.of(number(task)).get(1);
    assertThat(success.receiver()).isEqualTo(OK);
    assertThat(success.base()).isEqualTo("http://errand.test");
    assertThat(success.progress())
        .isEqualTo(new Delivery.Progress(State.ARMED, 0, Optional.empty()));
    assertThat(success.due()).isEmpty();
    assertThat(claim()).isEmpty();
  }

  @Test
  void whatHappenedIsDueAndWhatWillNotIsUnneeded() throws Exception {
    Task finished = ended("a");
    Task failed = ended("fail");
    Task running = errand.submit(Work.submission("gated").build());
    gate.awaitReached();
    Task waiting = errand.submit(Work.submission("a").build());
    List<Task> all = List.of(finished, failed, running, waiting);
    all.forEach(task -> deliveries.arm(number(task), ALL));
    assertThat(deliveries.releaseAll(NOW)).isEqualTo(7);
    assertThat(states(finished)).containsExactly(State.DUE, State.DUE, State.UNNEEDED);
    assertThat(states(failed)).containsExactly(State.DUE, State.UNNEEDED, State.DUE);
    assertThat(states(running)).containsExactly(State.DUE, State.ARMED, State.ARMED);
    assertThat(states(waiting)).containsExactly(State.ARMED, State.ARMED, State.ARMED);
    errand.cancel(waiting.id(), Optional.empty());
    assertThat(deliveries.release(List.of(number(finished)), NOW)).isZero();
    assertThat(deliveries.release(List.of(), NOW)).isZero();
    assertThat(deliveries.release(List.of(number(finished), number(waiting)), NOW)).isEqualTo(3);
    assertThat(states(waiting)).containsExactly(State.UNNEEDED, State.UNNEEDED, State.DUE);
    assertThat(deliveries.counts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(State.ARMED, 2L, State.DUE, 6L, State.UNNEEDED, 4L));
    assertThat(deliveries.releaseAll(NOW)).isZero();
  }

  @Test
  void aClaimIsAloneUntilItsLeaseIsOver() throws Exception {
    Task task = ended("a");
    due(task, OK);
    Delivery first = claim().orElseThrow();
    assertThat(first.progress().attempts()).isEqualTo(1);
    assertThat(first.receiver().url()).isEqualTo(OK.url());
    assertThat(claim()).isEmpty();
    clock.advance(LEASE);
    Delivery second = claim().orElseThrow();
    assertThat(second.progress().attempts()).isEqualTo(2);
    assertThat(deliveries.settle(first, new Settlement.Delivered("200"))).isFalse();
    assertThat(states(task)).containsExactly(State.DUE);
    assertThat(deliveries.settle(second, new Settlement.Delivered("200"))).isTrue();
    assertThat(deliveries.settle(second, new Settlement.Delivered("200"))).isFalse();
    assertThat(deliveries.of(number(task)).getFirst().progress())
        .isEqualTo(new Delivery.Progress(State.DELIVERED, 2, Optional.of("200")));
  }

  @Test
  void whatFailedIsDueAgainOrGivenUp() throws Exception {
    Task task = ended("a");
    due(task, OK);
    Instant later = clock.instant().plusSeconds(5);
    assertThat(deliveries.settle(claim().orElseThrow(), new Settlement.Again("500", later)))
        .isTrue();
    Delivery again = deliveries.of(number(task)).getFirst();
    assertThat(again.progress()).isEqualTo(new Delivery.Progress(State.DUE, 1, Optional.of("500")));
    assertThat(again.due()).contains(later);
    assertThat(claim()).isEmpty();
    clock.set(later);
    assertThat(deliveries.settle(claim().orElseThrow(), new Settlement.GivenUp("410"))).isTrue();
    assertThat(states(task)).containsExactly(State.FAILED);
    clock.advance(Duration.ofDays(1));
    assertThat(claim()).isEmpty();
  }

  @Test
  void busyHostsArePassedOverAndTheOldestGoesFirst() throws Exception {
    Task old = ended("a");
    Task newer = ended("a");
    due(old, RUN);
    clock.advance(Duration.ofMillis(1));
    due(newer, OK);
    assertThat(deliveries.claim(clock.instant(), LEASE, Set.of("a.test", "b.test"))).isEmpty();
    assertThat(deliveries.claim(clock.instant(), LEASE, Set.of("b.test")))
        .map(Delivery::task)
        .contains(number(newer));
    assertThat(claim()).map(Delivery::task).contains(number(old));
  }

  @Test
  void theEndIsToldAfterTheBeginning() throws Exception {
    Task task = ended("a");
    deliveries.arm(number(task), ALL);
    deliveries.releaseAll(NOW);
    assertThat(deliveries.claim(NOW, LEASE, Set.of("b.test"))).as("not yet tried").isEmpty();
    Delivery begun = claim().orElseThrow();
    assertThat(begun.event()).isEqualTo(CallbackEvent.IN_PROGRESS);
    assertThat(claim()).as("being tried").isEmpty();
    deliveries.settle(begun, new Settlement.Again("500", NOW.plusSeconds(60)));
    Delivery ended = claim().orElseThrow();
    assertThat(ended.event()).as("has been tried").isEqualTo(CallbackEvent.SUCCESS);
    deliveries.settle(ended, new Settlement.Again("500", NOW.plusSeconds(60)));
    clock.advance(Duration.ofSeconds(60));
    assertThat(List.of(claim().orElseThrow().event(), claim().map(Delivery::event)))
        .containsExactly(CallbackEvent.IN_PROGRESS, Optional.empty());
    assertThat(deliveries.of(number(task)).getFirst().progress().said()).isEmpty();
    clock.advance(LEASE);
    assertThat(claim().orElseThrow().progress().attempts()).as("was lost").isEqualTo(3);
  }

  @Test
  void aDeliveredOrRefusedBeginningHoldsUpNoEnd() throws Exception {
    for (Settlement settlement :
        List.of(new Settlement.Delivered("200"), new Settlement.GivenUp("410"))) {
      Task task = ended("a");
      deliveries.arm(number(task), ALL);
      deliveries.releaseAll(NOW);
      deliveries.settle(claim().orElseThrow(), settlement);
      assertThat(claim()).map(Delivery::event).contains(CallbackEvent.SUCCESS);
    }
  }

  @Test
  void goesWithItsTask() throws Exception {
    Task task = ended("a");
    due(task, OK);
    Delivery claimed = claim().orElseThrow();
    errand.prune(task.id());
    assertThat(deliveries.of(number(task))).isEmpty();
    assertThat(deliveries.settle(claimed, new Settlement.Delivered("200"))).isFalse();
    deliveries.arm(number(task), ALL);
    assertThat(deliveries.of(number(task))).isEmpty();
  }

  @Test
  void ofManyWhoClaimEachDeliveryIsGotByOne() throws Exception {
    for (int i = 0; i < 40; i++) {
      due(ended("a"), OK);
    }
    ConcurrentLinkedQueue<Long> claimed = new ConcurrentLinkedQueue<>();
    Deliveries other = open();
    List<Thread> threads =
        List.of(deliveries, other, deliveries, other).stream()
            .map(taken ->
                Thread.ofPlatform()
                    .start(() -> {
                      Optional<Delivery> next = taken.claim(NOW, LEASE, Set.of());
                      while (next.isPresent()) {
                        claimed.add(next.get().task());
                        next = taken.claim(NOW, LEASE, Set.of());
                      }
                    }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    if (other instanceof AutoCloseable closeable) {
      closeable.close();
    }
    assertThat(claimed).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void isThereAfterwards() throws Exception {
    Task task = ended("a");
    due(task, OK);
    List<Delivery> before = deliveries.of(number(task));
    if (deliveries instanceof AutoCloseable closeable) {
      closeable.close();
    }
    deliveries = open();
    assertThat(deliveries.of(number(task))).isEqualTo(before);
    assertThat(errand.task(number(task)).orElseThrow().status()).isEqualTo(TaskStatus.FINISHED);
  }
}
