// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Revision;
import java.util.Optional;
import java.util.Set;

/**
 * GeoGig's names for what a repository has: one branch, called as GeoGig calls its first one, and
 * revisions.
 */
final class RefSpec {

  static final String HEAD = "HEAD";
  private static final Set<String> HEADS = Set.of(HEAD, "master", "refs/heads/master");

  private RefSpec() {}

  /**
   * The revision of that name.
   *
   * @throws IllegalArgumentException with GeoGig's text if there is none
   */
  static Revision resolve(Repository repository, String name) {
    Optional<Revision> revision =
        HEADS.contains(name) ? repository.head() : repository.revision(name);
    return revision.orElseThrow(
        () -> new IllegalArgumentException("RefSpec doesn't resolve to a commit: '" + name + "'"));
  }

  /**
   * Does nothing if the name is that of the branch, or none.
   *
   * @throws IllegalArgumentException with GeoGig's text if there is no such branch, or it is a
   *     revision
   */
  static void requireBranch(Optional<String> root, Repository repository) {
    if (root.filter(name -> !HEADS.contains(name)).isPresent()) {
      String name = root.get();
      if (repository.revision(name).isPresent()) {
        throw new IllegalArgumentException("Root must be a local branch.");
      }
      throw new IllegalArgumentException("Unable to resolve '%s' branch.".formatted(name));
    }
  }
}
