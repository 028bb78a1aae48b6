// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which files of a folder are exported.
 *
 * @param includes all if there are none
 */
record NameFilter(List<NamePattern> includes, List<NamePattern> excludes) {

  /** From lists of patterns separated by commas. */
  static NameFilter of(Optional<String> includes, Optional<String> excludes) {
    return new NameFilter(patterns(includes), patterns(excludes));
  }

  private static List<NamePattern> patterns(Optional<String> text) {
    return text.stream()
        .flatMap(all -> Stream.of(all.split(",", -1)))
        .map(String::strip)
        .filter(pattern -> !pattern.isEmpty())
        .map(NamePattern::new)
        .toList();
  }

  /** Whether everything passes. */
  boolean isOpen() {
    return includes.isEmpty() && excludes.isEmpty();
  }

  boolean passes(String path) {
    return (includes.isEmpty() || includes.stream().anyMatch(pattern -> pattern.fits(path)))
        && excludes.stream().noneMatch(pattern -> pattern.fits(path));
  }
}
