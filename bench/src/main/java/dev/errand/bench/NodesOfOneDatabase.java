// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.Errand;
import dev.errand.postgres.PostgresSettings;
import dev.errand.postgres.PostgresStore;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Engines of this process that share a schema, each with workers and a pool of its own. */
final class NodesOfOneDatabase implements AutoCloseable {

  private static final int SUBMITTERS = 256;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final List<Running> nodes = new ArrayList<>();
  private final AtomicInteger ended = new AtomicInteger();
  private final PostgresSettings settings;
  private final Scratch scratch;
  private final int workers;

  NodesOfOneDatabase(String url, Scratch scratch, int workers) {
    this.settings = PostgresSettings.of(url);
    this.scratch = scratch;
    this.workers = workers;
  }

  /** Adds a node whose workers are all occupied. */
  void add() throws Exception {
    TaskListener listener =
        new TaskListener() {
          @Override
          public void ended(Task task) {
            if (task.operation().equals(NoOp.NAME)) {
              ended.incrementAndGet();
            }
          }
        };
    Running node =
        Running.start(PostgresStore.at(settings), scratch.within().folder(), workers, listener);
    nodes.add(node);
    // Nobody else has a free worker, so these come to this node.
    node.gate().occupy(node.errand());
  }

  /** Sets limits for all nodes. */
  void limit(Consumer<Errand> limits) {
    limits.accept(nodes.getFirst().errand());
  }

  /** Stores tasks, then lets all workers go; what it took until the last has ended. */
  Measured drain(Postgres postgres, int tasks) throws Exception {
    Callers.times(SUBMITTERS, tasks, () -> nodes.getFirst().errand().submit(NoOp.submission()));
    DatabaseCost before = postgres.cost();
    Measured.Watch watch = new Measured.Watch();
    nodes.forEach(node -> node.gate().open());
    long start = System.nanoTime();
    while (ended.get() < tasks) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IllegalStateException(ended.get() + " of " + tasks + " ended in 5 minutes");
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return watch.stop(tasks).with(postgres.cost().since(before), tasks);
  }

  @Override
  public void close() {
    nodes.forEach(Running::close);
  }
}
