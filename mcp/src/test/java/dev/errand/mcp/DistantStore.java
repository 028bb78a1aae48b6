// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.Store;
import dev.errand.task.StoreUnreachableException;
import dev.errand.testkit.Looks;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** The way to a store of which a test says when no task can be read over it. */
final class DistantStore {

  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean away;

  /** The store at the other end. */
  Store to(Store real) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (_, method, arguments) -> {
              if (away && method.getName().equals("find")) {
                refused.incrementAndGet();
                throw new StoreUnreachableException("away", new IllegalStateException());
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }

  void leave() {
    refused.set(0);
    away = true;
  }

  /** Waits until so many have asked in vain. */
  void awaitRefused(int times) {
    long deadline = System.nanoTime() + McpServer.PATIENCE.toNanos();
    while (refused.get() < times) {
      assertThat(System.nanoTime()).as("%s refused", refused).isLessThan(deadline);
      Looks.pause();
    }
  }

  void comeBack() {
    away = false;
  }
}
