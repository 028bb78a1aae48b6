// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.Store;
import dev.errand.store.StoreEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A store whose engine hears what a test tells it, besides what the store does. */
final class OverheardStore {

  private final Store real;
  private final CompletableFuture<Consumer<StoreEvent>> listener = new CompletableFuture<>();

  OverheardStore(Store real) {
    this.real = real;
  }

  /** For the engine. */
  Store store() {
    return (Store)
        java.lang.reflect.Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (_, method, arguments) -> call(method, arguments));
  }

  @SuppressWarnings("unchecked")
  private Object call(Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("onEvent")) {
      listener.complete((Consumer<StoreEvent>) arguments[0]);
    }
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Tells the engine, which listens since it was started. */
  void tell(StoreEvent event) {
    listener.join().accept(event);
  }
}
