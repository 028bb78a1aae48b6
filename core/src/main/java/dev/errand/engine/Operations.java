// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.Operation;
import dev.errand.operation.OperationInfo;
import dev.errand.operation.Recovery;
import dev.errand.store.Retentions;
import dev.errand.task.UnknownOperationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The registered operations by name. Which they are may change at any time. Safe for all threads.
 */
final class Operations {

  private final Function<List<OperationInfo>, Retentions> retaining;
  private final ReentrantLock exchanging = new ReentrantLock();
  private volatile Registry registry;

  /**
   * @param retaining says how long tasks of these are kept, or throws {@link
   *     IllegalArgumentException}
   * @throws IllegalArgumentException if two have one name
   */
  Operations(
      Collection<Operation<?, ?>> operations, Function<List<OperationInfo>, Retentions> retaining) {
    this.retaining = retaining;
    registry = Registry.of(operations.stream().map(Registered::new).toList(), retaining);
  }

  /** What is registered at one moment. */
  private record Registry(
      Map<String, Registered<?, ?>> byName, List<OperationInfo> infos, Retentions retentions) {

    private static Registry of(
        List<? extends Registered<?, ?>> all, Function<List<OperationInfo>, Retentions> retaining) {
      Map<String, Registered<?, ?>> byName = new TreeMap<>();
      for (Registered<?, ?> registered : all) {
        String name = registered.spec().name();
        if (byName.put(name, registered) != null) {
          throw new IllegalArgumentException("two operations are called '" + name + "'");
        }
      }
      List<OperationInfo> infos =
          byName.values().stream().<OperationInfo>map(Registered::info).toList();
      return new Registry(Collections.unmodifiableMap(byName), infos, retaining.apply(infos));
    }

    Set<String> names() {
      return Set.copyOf(byName.keySet());
    }
  }

  /**
   * Puts some in the place of others.
   *
   * @param register has the store claim tasks of these only; what it throws leaves all as it was
   * @throws IllegalArgumentException if two have one name, or a retention is set for one that would
   *     not be there
   */
  void exchange(
      Set<String> gone,
      Collection<? extends Operation<?, ?>> come,
      Consumer<List<OperationInfo>> register) {
    exchanging.lock();
    try {
      Registry next = exchanged(gone, come);
      // First, so that what goes away is claimed no more.
      register.accept(next.infos());
      registry = next;
    } finally {
      exchanging.unlock();
    }
  }

  /** The same with those that are there, for a store that may have others in mind. */
  void confirm(Consumer<Set<String>> register) {
    exchanging.lock();
    try {
      register.accept(names());
    } finally {
      exchanging.unlock();
    }
  }

  private Registry exchanged(Set<String> gone, Collection<? extends Operation<?, ?>> come) {
    List<Registered<?, ?>> all = new ArrayList<>();
    registry
        .byName()
        .forEach((name, registered) -> {
          if (!gone.contains(name)) {
            all.add(registered);
          }
        });
    come.forEach(operation -> all.add(new Registered<>(operation)));
    return Registry.of(all, retaining);
  }

  Set<String> names() {
    return registry.names();
  }

  List<OperationInfo> infos() {
    return registry.infos();
  }

  Retentions retentions() {
    return registry.retentions();
  }

  Optional<Registered<?, ?>> find(String name) {
    return Optional.ofNullable(registry.byName().get(name));
  }

  /**
   * What becomes of a lost attempt; of an operation that is not there nobody says it may repeat.
   */
  Recovery recovery(String name) {
    return find(name).<Recovery>map(operation -> operation.spec().recovery()).orElse(Recovery.FAIL);
  }

  Registered<?, ?> get(String name) {
    Map<String, Registered<?, ?>> byName = registry.byName();
    @Nullable Registered<?, ?> registered = byName.get(name);
    if (registered == null) {
      throw new UnknownOperationException(name, byName.keySet());
    }
    return registered;
  }
}
