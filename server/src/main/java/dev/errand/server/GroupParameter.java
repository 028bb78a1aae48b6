// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.Group;
import dev.errand.access.GuardedGroups;
import picocli.CommandLine.Parameters;

/** The group that a command is about. */
final class GroupParameter {

  @Parameters(index = "0", paramLabel = "GROUP", description = "A group, by name or id.")
  private String group = "";

  /**
   * @throws Refusal if there is none
   */
  Group in(GuardedGroups groups) {
    return groups
        .find(group)
        .orElseThrow(() ->
            new Refusal(
                "there is no group '%s'; 'errand group list' shows which there are"
                    .formatted(group)));
  }
}
