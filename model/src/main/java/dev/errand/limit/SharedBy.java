// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.util.Locale;
import java.util.Optional;

/** Between whom free workers are shared while several of them wait. */
public enum SharedBy {
  /** Nobody: first come, first served. */
  NOBODY,
  /** Users, each by its weight; tasks without an owner are one more user. */
  USER,
  /** Groups, each by its weight; tasks without a group are one more group. */
  GROUP;

  /** As settings and documents write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whose share a task of this lane counts against. */
  public Optional<Scope> of(Lane lane) {
    return switch (this) {
      case NOBODY -> Optional.empty();
      case USER -> Optional.of(new Scope.OfUser(lane.owner().orElse("")));
      case GROUP -> Optional.of(new Scope.OfGroup(lane.group().orElse(0)));
    };
  }
}
