// SPDX-License-Identifier: Apache-2.0
package dev.errand;

import static java.util.Objects.requireNonNull;

import dev.errand.access.Directory;
import dev.errand.access.Owners;
import dev.errand.engine.Engine;
import dev.errand.engine.EngineSettings;
import dev.errand.engine.LimitSettings;
import dev.errand.engine.RetentionSettings;
import dev.errand.limit.Limit;
import dev.errand.limit.Scope;
import dev.errand.limit.SharedBy;
import dev.errand.operation.Operation;
import dev.errand.store.FolderOutputs;
import dev.errand.store.OutputStore;
import dev.errand.store.Store;
import dev.errand.task.TaskListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what an {@link Errand} is made of. {@link #store} and {@link #data} are necessary. */
public final class ErrandBuilder {

  private static final Duration DAY = Duration.ofDays(1);

  private final List<Operation<?, ?>> operations = new ArrayList<>();
  private final List<TaskListener> listeners = new ArrayList<>();
  private @Nullable Store store;
  private @Nullable OutputStore outputs;
  private @Nullable Path data;
  private String node = "node-" + ProcessHandle.current().pid();
  private int workers = Math.max(2, Runtime.getRuntime().availableProcessors());
  private int waitingWorkers = 1_000;
  private final Map<String, Duration> retentions = new HashMap<>();
  private @Nullable Duration retention;
  private @Nullable Duration retentionMaximum;
  private EngineSettings.Stop stop = EngineSettings.Stop.DEFAULT;
  private EngineSettings.LogLimit logLimit = EngineSettings.LogLimit.DEFAULT;
  private final Map<Scope, Limit> limits = new HashMap<>();
  private SharedBy sharedBy = SharedBy.NOBODY;
  private InstantSource clock = InstantSource.system();
  private Owners owners = Owners.in(Directory.NOBODY, true);

  ErrandBuilder() {}

  /** Where tasks are kept. The built Errand opens and closes it. */
  public ErrandBuilder store(Store store) {
    this.store = store;
    return this;
  }

  /**
   * Where the files that tasks leave are kept; by default with the tasks in a store that several
   * nodes share, else in the data folder. The built Errand closes it.
   */
  public ErrandBuilder outputs(OutputStore outputs) {
    this.outputs = outputs;
    return this;
  }

  /** The folder for outputs and scratch files; made if it is missing. */
  public ErrandBuilder data(Path data) {
    this.data = data;
    return this;
  }

  public ErrandBuilder operation(Operation<?, ?> operation) {
    operations.add(operation);
    return this;
  }

  public ErrandBuilder operations(Collection<? extends Operation<?, ?>> operations) {
    this.operations.addAll(operations);
    return this;
  }

  /**
   * The name of this process among those that share a store; by default made from its process id.
   */
  public ErrandBuilder node(String node) {
    this.node = node;
    return this;
  }

  /** How many attempts run at once; by default the number of cores, at least 2. */
  public ErrandBuilder workers(int workers) {
    this.workers = workers;
    return this;
  }

  /** How many attempts of waiting operations run at once; 1,000 by default. */
  public ErrandBuilder waitingWorkers(int waitingWorkers) {
    this.waitingWorkers = waitingWorkers;
    return this;
  }

  /**
   * How long a task stays readable after its end, also one that has ended already; by default 10
   * minutes for those that end from now on.
   */
  public ErrandBuilder retention(Duration retention) {
    this.retention = retention;
    return this;
  }

  /**
   * How long tasks of an operation stay readable after their end; by default as the operation
   * {@linkplain dev.errand.operation.OperationSpec#retention says}, or else as all others.
   */
  public ErrandBuilder retention(String operation, Duration retention) {
    retentions.put(operation, retention);
    return this;
  }

  /**
   * The longest that may be asked for with a submission; by default a day, or the retention if that
   * is longer.
   */
  public ErrandBuilder retentionMaximum(Duration maximum) {
    retentionMaximum = maximum;
    return this;
  }

  /** How long running attempts may go on when this stops; 20 seconds by default. */
  public ErrandBuilder stopPatience(Duration patience) {
    stop = new EngineSettings.Stop(patience, stop.cancelPatience(), stop.abandonAfter());
    return this;
  }

  /** How long they then have to notice that they are cancelled; 5 seconds by default. */
  public ErrandBuilder cancelPatience(Duration patience) {
    stop = new EngineSettings.Stop(stop.patience(), patience, stop.abandonAfter());
    return this;
  }

  /**
   * How long an attempt may go on that was told to stop, by a cancel or because its time was over,
   * while this runs; an hour by default. Then it is abandoned: its task ends, nothing that it still
   * does counts, and another worker takes the place of its own.
   */
  public ErrandBuilder abandonAfter(Duration patience) {
    stop = new EngineSettings.Stop(stop.patience(), stop.cancelPatience(), patience);
    return this;
  }

  /** How much of a task's log is kept; 10,000 lines and 8 MiB by default. */
  public ErrandBuilder logLimit(long lines, long bytes) {
    logLimit = new EngineSettings.LogLimit(lines, bytes);
    return this;
  }

  /**
   * How many tasks of a scope may run and wait; no limits by default. That of an operation counts
   * instead of what it {@linkplain dev.errand.operation.OperationSpec#limit says itself}, until an
   * operator says something else.
   */
  public ErrandBuilder limit(Scope scope, Limit limit) {
    limits.put(scope, limit);
    return this;
  }

  /** Between whom free workers are shared while several wait; nobody by default. */
  public ErrandBuilder sharedBy(SharedBy sharedBy) {
    this.sharedBy = sharedBy;
    return this;
  }

  /**
   * The clock for the times of tasks and for retention; the system's by default. A store that
   * several nodes share has a clock for all of them, and then that counts.
   */
  public ErrandBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Who the owners of schedules are when those are due; by default users without any group, and
   * nobody's schedules are those of the one person who may do everything.
   */
  public ErrandBuilder owners(Owners owners) {
    this.owners = owners;
    return this;
  }

  public ErrandBuilder listener(TaskListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Builds it; {@link Errand#start} must follow.
   *
   * @throws IllegalArgumentException if two operations have one name, a number makes no sense, or a
   *     retention or a limit is set for an operation that is not there
   * @throws NullPointerException if the store or the data folder is missing
   */
  public Errand build() {
    EngineSettings settings =
        new EngineSettings(
            requireNonNull(data, "data folder is missing"),
            node,
            workers,
            waitingWorkers,
            new RetentionSettings(Optional.ofNullable(retention), longestRetention(), retentions),
            stop,
            logLimit,
            new LimitSettings(sharedBy, limits));
    Store tasks = requireNonNull(store, "store is missing");
    return new Errand(
        new Engine(
            tasks,
            outputs == null ? tasks.outputStore().orElseGet(() -> inFolder(settings)) : outputs,
            operations,
            settings,
            new Engine.Host(clock, listeners, owners)));
  }

  private Duration longestRetention() {
    if (retentionMaximum != null) {
      return retentionMaximum;
    }
    return retention != null && retention.compareTo(DAY) > 0 ? retention : DAY;
  }

  private static OutputStore inFolder(EngineSettings settings) {
    return new FolderOutputs(settings.data().resolve("outputs"));
  }
}
