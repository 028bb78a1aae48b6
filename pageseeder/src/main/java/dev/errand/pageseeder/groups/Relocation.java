// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Files that go elsewhere, with what is kept about them: all of it or, in the end, nothing. It is
 * written down before the first file moves. Its steps may be repeated, forward and back.
 *
 * @param key of the task; a random one, which no task has, where a request does it
 * @param title what people call it
 * @param group the group whose tasks do not run while this one runs
 * @param total how many files there are
 * @param undoing why it is undone; absent while it goes forward
 * @param trees what moves on the disk
 * @param shifts what moves in the register of documents
 * @param renamings which groups are called otherwise afterwards
 */
record Relocation(
    UUID key,
    String title,
    long group,
    long total,
    Optional<String> undoing,
    List<Tree> trees,
    List<Shift> shifts,
    List<Renaming> renamings) {

  /** A file or folder; paths are below the folder of all groups, joined by slashes. */
  record Tree(String from, String to) {}

  /** A document, or a folder with all that is in it. */
  record Shift(long group, String from, String to) {}

  /** A group. */
  record Renaming(long group, String from, String to) {}

  Relocation {
    trees = List.copyOf(trees);
    shifts = List.copyOf(shifts);
    renamings = List.copyOf(renamings);
  }

  Relocation undone(String why) {
    return new Relocation(key, title, group, total, Optional.of(why), trees, shifts, renamings);
  }

  /** What nobody else may touch meanwhile. */
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (Shift shift : shifts) {
      places.add(Place.document(shift.group(), shift.from()));
      places.add(Place.document(shift.group(), shift.to()));
    }
    for (Renaming renaming : renamings) {
      places.add(Place.all(renaming.group()));
      // Two groups of one name would be refused only after their files had met.
      places.add(Place.name(renaming.from()));
      places.add(Place.name(renaming.to()));
    }
    return places;
  }
}
