// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A store in front of a real one, with a test in between. */
final class StoreBetween {

  private StoreBetween() {}

  /** What a test does with the calls of an engine. */
  @FunctionalInterface
  interface Between {

    /**
     * @param method what is called
     * @param arguments of the call
     * @param call calls the real store
     */
    @Nullable Object call(String method, @Nullable Object[] arguments, Call call) throws Throwable;
  }

  /** Goes on to the real store. */
  @FunctionalInterface
  interface Call {
    @Nullable Object real() throws Throwable;
  }

  static Store of(Store real, Between between) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (_, method, arguments) ->
                between.call(
                    method.getName(),
                    arguments == null ? new Object[0] : arguments,
                    () -> {
                      try {
                        return method.invoke(real, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                      }
                    }));
  }
}
