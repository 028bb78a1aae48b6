// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import dev.errand.store.Store;
import dev.errand.store.TaskReads;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts how often a store is asked for something. Safe for all threads. */
public final class ReadCounts {

  private final Map<String, LongAdder> byMethod = new ConcurrentHashMap<>();

  /** The same store, its reads counted. */
  public Store of(Store store) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (_, method, arguments) -> {
              if (method.getDeclaringClass().equals(TaskReads.class)) {
                byMethod.computeIfAbsent(method.getName(), _ -> new LongAdder()).increment();
              }
              return call(store, method, arguments);
            });
  }

  private static Object call(Store store, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** How many reads there were by one task, one log or one list. */
  public long ofTasks() {
    // What the engine's own chores ask for by themselves says nothing about callers.
    return byMethod.entrySet().stream()
        .filter(method -> !method.getKey().equals("expired"))
        .mapToLong(method -> method.getValue().sum())
        .sum();
  }

  /** How many calls there were of the method of that name. */
  public long of(String method) {
    LongAdder count = byMethod.get(method);
    return count == null ? 0 : count.sum();
  }
}
