// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.operation.OperationInfo;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.task.Json;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Unpacks inputs as callers give them, and fetches what they link to. Safe for all threads. */
public final class GivenInputs {

  private final OutgoingHttp http;
  private final int limit;

  /**
   * What the members of inputs may be, by the schema it was parsed from: once and not for each
   * start.
   */
  private final Map<Json, JsonNode> members = new ConcurrentHashMap<>();

  /**
   * @param http fetches inputs by reference
   * @param limit how many bytes may be fetched for one request
   */
  public GivenInputs(OutgoingHttp http, int limit) {
    this.http = http;
    this.limit = limit;
  }

  /**
   * The operation's inputs.
   *
   * @throws dev.errand.task.InvalidInputsException naming every input that cannot be unpacked
   */
  public Json unpack(OperationInfo process, ObjectNode inputs) {
    JsonNode schemas =
        members.computeIfAbsent(process.inputs(), schema -> schema.parse().path("properties"));
    return new InputValues(process.name(), schemas, new References(http, limit)).unpack(inputs);
  }
}
