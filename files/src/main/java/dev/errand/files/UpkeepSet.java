// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import java.util.List;

/** All that a product has looked after again and again. */
public record UpkeepSet(List<Upkeep> all) implements AutoCloseable {

  public UpkeepSet {
    all = List.copyOf(all);
  }

  @Override
  public void close() {
    all.forEach(Upkeep::close);
  }
}
