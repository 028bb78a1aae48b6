// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.task.ConnectionPool;
import dev.errand.task.NodeLoad;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Shows what this node does: its workers, what it runs, its connections. Nothing is read for it.
 */
final class NodeGauges implements MeterBinder {

  private final Errand errand;

  NodeGauges(Errand errand) {
    this.errand = errand;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    workers(registry, "working", NodeLoad::workers);
    workers(registry, "waiting", NodeLoad::waitingWorkers);
    Gauge.builder("errand.leases", errand, node -> node.load().leases())
        .description(
            "Tasks that this node has the right to run: those of all nodes are all that run")
        .register(registry);
    Gauge.builder("errand.draining", errand, node -> node.isDraining() ? 1 : 0)
        .description("Whether this node starts nothing any more")
        .register(registry);
    Gauge.builder("errand.outage", errand, node -> node.outage().isPresent() ? 1 : 0)
        .description("Whether the store does not store what this node hands in")
        .register(registry);
    errand.connections().forEach(pool -> connections(registry, pool.name()));
  }

  private void workers(
      MeterRegistry registry, String kind, Function<NodeLoad, NodeLoad.Workers> which) {
    Gauge.builder("errand.workers", errand, node -> which.apply(node.load()).all())
        .description("Workers of this node, by whether their operations work or only wait")
        .tag("kind", kind)
        .register(registry);
    Gauge.builder("errand.workers.busy", errand, node -> which.apply(node.load()).busy())
        .description("Workers of this node that have a task")
        .tag("kind", kind)
        .register(registry);
  }

  private void connections(MeterRegistry registry, String pool) {
    connections(registry, pool, "active", ConnectionPool::active);
    connections(registry, pool, "idle", ConnectionPool::idle);
    Gauge.builder(
            "errand.connections.waiting", errand, of(pool, ConnectionPool::waiting)::applyAsInt)
        .description("Threads of this node that wait for a connection to the database")
        .tag("pool", pool)
        .register(registry);
    Gauge.builder("errand.connections.max", errand, of(pool, ConnectionPool::most)::applyAsInt)
        .description("How many connections to the database there may be")
        .tag("pool", pool)
        .register(registry);
  }

  private void connections(
      MeterRegistry registry, String pool, String state, ToIntFunction<ConnectionPool> figure) {
    Gauge.builder("errand.connections", errand, of(pool, figure)::applyAsInt)
        .description("Connections of this node to the database")
        .tag("pool", pool)
        .tag("state", state)
        .register(registry);
  }

  private static ToIntFunction<Errand> of(String pool, ToIntFunction<ConnectionPool> figure) {
    return node ->
        node.connections().stream()
            .filter(one -> one.name().equals(pool))
            .mapToInt(figure)
            .findFirst()
            .orElse(0);
  }
}
