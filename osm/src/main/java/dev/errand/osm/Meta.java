// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import org.jspecify.annotations.Nullable;

/**
 * What nodes, ways and relations have in common.
 *
 * @param version 0 if unknown
 * @param changeset 0 if unknown
 * @param timestamp milliseconds since 1970, 0 if unknown
 * @param tags a JSON object, null if there are no tags
 */
public record Meta(
    long id,
    long version,
    long changeset,
    long timestamp,
    @Nullable String user,
    @Nullable String tags) {

  public Meta {
    version = Math.max(0, version);
    changeset = Math.max(0, changeset);
  }

  /** About how much memory the texts hold. */
  public int weight() {
    return (user == null ? 0 : user.length()) + (tags == null ? 0 : tags.length());
  }
}
