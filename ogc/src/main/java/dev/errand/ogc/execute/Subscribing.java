// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.ogc.OgcException;
import dev.errand.task.TaskId;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Has callers of executions told what becomes of their tasks. */
@FunctionalInterface
public interface Subscribing {

  /**
   * Reads whom to tell, before there is a task.
   *
   * @param subscriber the member of what is asked for
   * @param base where links in what they are told begin
   * @return enters them for the task once it is durable; to be called again for a request that is
   *     repeated, which must change nothing
   * @throws OgcException 400 if they cannot be told
   */
  Consumer<TaskId> read(ObjectNode subscriber, String base);

  /** For servers that call nobody. */
  Subscribing REFUSED =
      (subscriber, base) -> {
        throw OgcException.of(
            400, "This server calls nobody back; leave out the member 'subscriber'.");
      };
}
