// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import dev.errand.Errand;
import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Deliveries;
import dev.errand.callback.Delivery;
import dev.errand.callback.Subscriber;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.RouteSet;
import dev.errand.http.TestCallers;
import dev.errand.http.openapi.ApiRoutes;
import dev.errand.ogc.OgcDialect;
import dev.errand.ogc.execute.OgcCallbackBodies;
import dev.errand.ogc.execute.OgcExecution;
import dev.errand.outgoing.AddressRule;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.sqlite.SqliteDeliveries;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.testkit.Looks;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.Work;
import dev.errand.testkit.access.Whose;
import dev.errand.testkit.http.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A node that runs tasks and sends callbacks, with its route, on a data folder. */
final class CallbackServer implements AutoCloseable {

  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String BASE = "http://errand.test";

  final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T06:00:00Z"));
  final Errand errand;
  final SqliteDeliveries deliveries;
  final Callbacks callbacks;
  private final OutgoingHttp http;
  final TestServer server;

  CallbackServer(Path data, Work.Body body) throws Exception {
    this(data, body, CallbackSettings.DEFAULT);
  }

  CallbackServer(Path data, Work.Body body, CallbackSettings settings) throws Exception {
    this(data, body, settings, "127.0.0.1");
  }

  /**
   * @param allowed the address of receivers
   */
  CallbackServer(Path data, Work.Body body, CallbackSettings settings, String allowed)
      throws Exception {
    CallbackSignals signals = new CallbackSignals();
    errand =
        Errand.builder()
            .store(SqliteStore.in(data))
            .data(data)
            .clock(clock)
            .stopPatience(Duration.ZERO)
            .workers(2)
            .listener(signals)
            .operation(Work.of(body))
            .build();
    errand.start();
    deliveries = SqliteDeliveries.in(data);
    http = client(allowed);
    callbacks = new Callbacks(parts(errand, deliveries, signals, http), settings, clock);
    callbacks.start();
    TestCallers callers = new TestCallers();
    List<RouteSet> sets =
        new ArrayList<>(
            List.of(
                new DeliveryRoutes(errand, deliveries),
                new OgcExecution(errand, http, new CallbackSubscribing(http, callbacks), 1 << 20)));
    sets.add(new ApiRoutes(OgcDialect.INSTANCE, callers, sets, List.of()));
    server =
        new TestServer(new ErrandServlet(HttpSettings.DEFAULTS, callers, sets)).describedBy("/api");
  }

  static Callbacks.Parts parts(
      Errand errand, Deliveries deliveries, CallbackSignals signals, OutgoingHttp http) {
    return new Callbacks.Parts(
        errand,
        deliveries,
        signals,
        http,
        new OgcCallbackBodies(errand),
        CallbackSecret.parse(SECRET));
  }

  /** Reaches receivers at an address of this machine. */
  static OutgoingHttp client(String allowed) {
    return new OutgoingHttp(OutgoingSettings.DEFAULT.rule(AddressRule.allowing(List.of(allowed))));
  }

  Subscriber subscriber(Map<String, String> members) {
    return new SubscriberReader(http).read(Json.of(members).parse(), BASE);
  }

  /** Submits a task whose subscriber has these members. */
  Task submit(String name, Map<String, String> members) {
    Task task = errand.submit(Work.submission(name).owner("owner").group(Whose.GROUP).build());
    callbacks.subscribe(task.id(), subscriber(members));
    return task;
  }

  Delivery delivery(Task task, CallbackEvent event) {
    return deliveries.of(task.id().number()).stream()
        .filter(known -> known.event() == event)
        .findFirst()
        .orElseThrow();
  }

  /** Waits until a delivery has come so far. */
  Delivery await(Task task, CallbackEvent event, Delivery.State state) {
    until(() -> delivery(task, event).progress().state() == state);
    return delivery(task, event);
  }

  /** Waits until an attempt has been made and recorded. */
  void awaitAttempts(Task task, CallbackEvent event, int attempts) {
    until(() -> {
      Delivery known = delivery(task, event);
      boolean recorded = known.due().filter(clock.instant().plusSeconds(170)::isAfter).isPresent();
      return known.progress().attempts() == attempts && recorded;
    });
  }

  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come to that in time");
      }
      Looks.pause();
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
    callbacks.close();
    deliveries.close();
    errand.close();
  }
}
