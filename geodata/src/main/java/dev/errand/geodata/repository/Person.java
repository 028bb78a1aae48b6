// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.util.Optional;

/** Who made a revision, as far as known. */
public record Person(Optional<String> name, Optional<String> email) {

  public static final Person UNKNOWN = new Person(Optional.empty(), Optional.empty());
}
