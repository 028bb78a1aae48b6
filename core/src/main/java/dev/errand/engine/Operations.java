// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.Operation;
import dev.errand.operation.OperationInfo;
import dev.errand.task.UnknownOperationException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The registered operations by name. Immutable. */
final class Operations {

  private final Map<String, Registered<?, ?>> byName = new TreeMap<>();
  private final List<OperationInfo> infos;

  Operations(Collection<Operation<?, ?>> operations) {
    for (Operation<?, ?> operation : operations) {
      Registered<?, ?> registered = new Registered<>(operation);
      String name = registered.spec().name();
      if (byName.put(name, registered) != null) {
        throw new IllegalArgumentException("two operations are called '" + name + "'");
      }
    }
    infos = byName.values().stream().<OperationInfo>map(Registered::info).toList();
  }

  Set<String> names() {
    return Set.copyOf(byName.keySet());
  }

  List<OperationInfo> infos() {
    return infos;
  }

  Optional<Registered<?, ?>> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Registered<?, ?> get(String name) {
    @Nullable Registered<?, ?> registered = byName.get(name);
    if (registered == null) {
      throw new UnknownOperationException(name, byName.keySet());
    }
    return registered;
  }
}
