// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import dev.errand.callback.Subscriber;
import dev.errand.ogc.execute.Subscribing;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.task.TaskId;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Has {@link Callbacks} tell the subscribers of executions. Safe for all threads. */
public final class CallbackSubscribing implements Subscribing {

  private final SubscriberReader reader;
  private final Callbacks callbacks;

  /**
   * @param http knows which addresses may be told
   */
  public CallbackSubscribing(OutgoingHttp http, Callbacks callbacks) {
    this.reader = new SubscriberReader(http);
    this.callbacks = callbacks;
  }

  @Override
  public Consumer<TaskId> read(ObjectNode member, String base) {
    Subscriber subscriber = reader.read(member, base);
    return task -> callbacks.subscribe(task, subscriber);
  }
}
