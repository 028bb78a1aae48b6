// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.wire;

import dev.errand.task.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who answers.
 *
 * @param title for people
 */
public record ServerName(String title, String version) {

  /** As clients are told. */
  public ObjectNode document() {
    return Json.mapper()
        .createObjectNode()
        .put("name", "errand")
        .put("title", title)
        .put("version", version);
  }
}
