// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static java.util.Objects.requireNonNull;

import dev.errand.store.Store;
import dev.errand.store.StoreEvent;
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
  @SuppressWarnings("unchecked")
  Store store() {
    return StoreBetween.of(
        real,
        (method, arguments, call) -> {
          if (method.equals("onEvent")) {
            listener.complete((Consumer<StoreEvent>) requireNonNull(arguments[0]));
          }
          return call.real();
        });
  }

  /** Tells the engine, which listens since it was started. */
  void tell(StoreEvent event) {
    listener.join().accept(event);
  }
}
