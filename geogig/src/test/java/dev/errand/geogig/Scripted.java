// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** An operation that does what the test says. */
final class Scripted implements Operation<Scripted.Inputs, Report> {

  /** The script of those that have none. */
  static final String ANY = "*";

  private final String name;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();

  Scripted(String name) {
    this.name = name;
  }

  record Inputs(String script) {}

  /** What an attempt does. */
  @FunctionalInterface
  interface Script {
    Report run(TaskContext context) throws Exception;
  }

  void script(String key, Script script) {
    scripts.put(key, script);
  }

  @Override
  public OperationSpec<Inputs, Report> spec() {
    return OperationSpec.of(name, "Scripted " + name, Inputs.class, Report.class);
  }

  @Override
  public Report run(Inputs inputs, TaskContext context) throws Exception {
    Script script = scripts.get(inputs.script());
    script = script == null ? scripts.get(ANY) : script;
    if (script == null) {
      throw new IllegalStateException("no script " + inputs.script());
    }
    return script.run(context);
  }

  /** Leaves a file of that name. */
  static Script file(String name, String content) {
    return context -> {
      Files.writeString(context.output(name, "text/plain"), content);
      return Report.of(1);
    };
  }

  /** Says that it runs, then goes on until it is cancelled, and returns what it did so far. */
  static Script untilCancelled(CountDownLatch running) {
    return context -> {
      CountDownLatch cancelled = new CountDownLatch(1);
      try (var registration = context.onCancel(cancelled::countDown)) {
        context.progress("Importing into GeoGig repo...", 12);
        running.countDown();
        context.uninterrupted(() -> {
          cancelled.await();
          return 0;
        });
      }
      return Report.of(12);
    };
  }

  /** Says that it runs, then goes on until the test lets it end, whoever cancels it meanwhile. */
  static Script untilReleased(CountDownLatch running, CountDownLatch released) {
    return context -> {
      running.countDown();
      context.uninterrupted(() -> {
        released.await();
        return 0;
      });
      return Report.of(901852);
    };
  }
}
