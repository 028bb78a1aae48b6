// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.pageseeder.groups.GroupOrder;
import java.util.Optional;

/**
 * The loading zone that a task works in.
 *
 * @param group the id of the group
 * @param member the id of the member whose zone it is; 0 on a server without accounts
 */
public record ZoneInputs(
    @JsonPropertyDescription("The id of the group") long group,
    @JsonPropertyDescription("The id of the member whose loading zone it is")
        @JsonProperty(defaultValue = "0")
        long member,
    @JsonPropertyDescription("The id of the upload, if the zone has one") Optional<String> uploadid,
    @JsonPropertyDescription("The id of the comment, if the zone is one of attachments")
        Optional<String> xlinkid) {

  String orderingKey() {
    return GroupOrder.key(group);
  }
}
