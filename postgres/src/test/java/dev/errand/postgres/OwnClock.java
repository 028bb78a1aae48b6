// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;

/** Stores whose time a test sets by hand: that of the engine, and not the database's. */
final class OwnClock {

  private OwnClock() {}

  /** The store, except that {@link Store#clock(InstantSource)} answers with the node's own. */
  static Store of(Store store) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (_, method, arguments) -> {
              if (method.getName().equals("clock")) {
                return arguments[0];
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }
}
