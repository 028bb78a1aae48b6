// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import dev.errand.mcp.wire.Call;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * How long clients may keep what they are told, and for whom. What there is depends on who asks as
 * soon as anybody is asked.
 *
 * @param open whether nobody is asked who they are
 */
public record Caching(BooleanSupplier open) {

  private static final int MILLIS = 60_000;

  /** Says so in a result, where the revision has words for it. */
  public void add(Call call, ObjectNode result) {
    add(call, result, MILLIS);
  }

  /** The same of what may be kept so long. */
  public void add(Call call, ObjectNode result, long millis) {
    if (call.revision().isModern()) {
      result.put("ttlMs", millis);
      result.put("cacheScope", open.getAsBoolean() ? "public" : "private");
    }
  }

  /** Whether nobody is asked who they are. */
  public boolean isOpen() {
    return open.getAsBoolean();
  }
}
