// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.http.RequestListener;
import dev.errand.http.Route;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Counts requests by dialect, route and class of status, and how long they took. Routes are named
 * by their templates, so there are as many series as routes that were asked for, whatever callers
 * send. One that is known is looked up without making anything. Safe for all threads.
 */
public final class RequestTimers implements RequestListener {

  private static final String[] CLASSES = {"none", "1xx", "2xx", "3xx", "4xx", "5xx"};

  private final MeterRegistry registry;

  /** By the route, or the dialect where there is none; there by the class of status. */
  private final Map<Object, AtomicReferenceArray<Timer>> timers = new ConcurrentHashMap<>();

  public RequestTimers(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void answered(Answered request) {
    Object key = request.route().isPresent() ? request.route().get() : request.dialect();
    AtomicReferenceArray<Timer> known = timers.get(key);
    if (known == null) {
      known = timers.computeIfAbsent(key, _ -> new AtomicReferenceArray<>(CLASSES.length));
    }
    int status = request.status() / 100;
    int index = status < CLASSES.length ? status : 0;
    Timer timer = known.get(index);
    if (timer == null) {
      timer = timer(request, CLASSES[index]);
      known.set(index, timer);
    }
    timer.record(request.nanos(), TimeUnit.NANOSECONDS);
  }

  /** The same one however often it is asked for. */
  private Timer timer(Answered request, String status) {
    return Timer.builder("errand.http.requests")
        .description("Requests that this node answered, and how long that took")
        .tag("dialect", request.dialect().name())
        .tag("method", request.route().map(Route::method).orElse("none"))
        .tag("route", request.route().map(Route::template).orElse("none"))
        .tag("status", status)
        .register(registry);
  }
}
