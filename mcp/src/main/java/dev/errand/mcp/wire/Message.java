// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.wire;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client sent: a message of JSON-RPC 2.0. */
public sealed interface Message {

  /**
   * Wants an answer.
   *
   * @param id a text or a whole number; comes back with the answer as it is
   * @param params not to be changed
   */
  record Ask(JsonNode id, String method, ObjectNode params) implements Message {}

  /** Wants none. */
  record Notice(String method, ObjectNode params) implements Message {}

  /** Answers something that was never asked. */
  record Reply() implements Message {}
}
