// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import dev.errand.callback.CallbackEvent;
import dev.errand.task.Task;
import dev.errand.testkit.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A process that runs two tasks to their end and is killed then: one of them with its delivery on
 * the way, the other before anybody looked. Prints their numbers once that is so.
 */
final class KilledCallbacks {

  private KilledCallbacks() {}

  /** Arguments: the data folder, and the address of a receiver that says nothing. */
  public static void main(String[] args) throws Exception {
    CallbackServer node =
        new CallbackServer(Path.of(args[0]), (inputs, context) -> new Work.Out("done"));
    Map<String, String> members = Map.of("successUri", args[1]);
    Task sending = node.submit("a", members);
    node.errand.await(sending.id(), Duration.ofSeconds(20));
    CallbackServer.until(
        () -> node.delivery(sending, CallbackEvent.SUCCESS).progress().attempts() == 1);
    Task unseen = node.errand.submit(Work.submission("b").build());
    node.errand.await(unseen.id(), Duration.ofSeconds(20));
    node.deliveries.arm(unseen.id().number(), node.subscriber(members));
    System.out.println("ended " + sending.id().number() + " " + unseen.id().number());
    new CountDownLatch(1).await();
  }
}
