// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Group;
import dev.errand.files.FolderWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Groups that get other names, and their folders with them. */
record RenamePlan(GroupKeeping keeping, String title, List<Relocation.Renaming> renamings)
    implements RelocationPlan {

  @Override
  public void check() {
    Set<String> freed = new HashSet<>();
    renamings.forEach(renaming -> freed.add(renaming.from()));
    for (Relocation.Renaming renaming : renamings) {
      requireName(renaming.to());
      if (freed.contains(renaming.to()) || keeping.accounts().group(renaming.to()).isPresent()) {
        throw GroupRefusal.NAME_IN_USE.because(
            "There is a group or project called %s already.", renaming.to());
      }
      Path folder = keeping.folders().of(renaming.to());
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw GroupRefusal.FOLDER_EXISTS.because(
            "There is a folder for %s already, left by a group that had that name. Remove it"
                + " first.",
            renaming.to());
      }
    }
  }

  static void requireName(String name) {
    if (!Group.isName(name)) {
      throw GroupRefusal.ILLEGAL_NAME.because(
          "'%s' cannot be the name of a group. It has lower-case letters, digits, _ and ~ in parts"
              + " joined by hyphens, is not only digits, does not begin with ~ and has at most 60"
              + " characters.",
          name);
    }
  }

  @Override
  public Optional<Relocation> make(UUID key) throws IOException {
    if (renamings.isEmpty()) {
      return Optional.empty();
    }
    check();
    List<Relocation.Tree> trees = new ArrayList<>();
    long total = 0;
    for (Relocation.Renaming renaming : renamings) {
      Path folder = keeping.folders().of(renaming.from());
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        trees.add(new Relocation.Tree(renaming.from(), renaming.to()));
        total += FolderWalk.count(folder);
      }
    }
    return Optional.of(
        new Relocation(
            key,
            title,
            renamings.getFirst().group(),
            total,
            Optional.empty(),
            trees,
            List.of(),
            renamings));
  }
}
