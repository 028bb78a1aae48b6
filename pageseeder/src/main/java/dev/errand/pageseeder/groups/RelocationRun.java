// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.operation.CancelledException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/**
 * Does or undoes a relocation. Both may be repeated, from whatever state a crash left: first the
 * files go, then the register follows, then groups get their names; back in the other order.
 */
record RelocationRun(GroupKeeping keeping, Relocation relocation, RelocationWatch watch) {

  /** Does what is not done yet. */
  void forward() throws IOException, CancelledException {
    watch.begin(Math.max(0, relocation.total() - left()), relocation.total());
    for (Relocation.Tree tree : relocation.trees()) {
      new Forward().run(at(tree.from()), at(tree.to()));
    }
    watch.check();
    for (Relocation.Shift shift : relocation.shifts()) {
      new RegisterShift(keeping.documents(), shift.group()).move(shift.from(), shift.to());
    }
    for (Relocation.Renaming renaming : relocation.renamings()) {
      if (keeping.accounts().renameGroup(renaming.group(), renaming.to()).isEmpty()) {
        throw new IOException("The group " + renaming.from() + " is gone.");
      }
    }
  }

  private long left() throws IOException {
    long left = 0;
    for (Relocation.Tree tree : relocation.trees()) {
      left += TreeMove.count(at(tree.from()));
    }
    return left;
  }

  /** Undoes what is done. */
  void back() throws IOException, CancelledException {
    for (Relocation.Renaming renaming : relocation.renamings().reversed()) {
      if (isCalled(renaming.group(), renaming.to())) {
        keeping.accounts().renameGroup(renaming.group(), renaming.from());
      }
    }
    for (Relocation.Shift shift : relocation.shifts().reversed()) {
      new RegisterShift(keeping.documents(), shift.group()).move(shift.to(), shift.from());
    }
    for (Relocation.Tree tree : relocation.trees().reversed()) {
      new Back().run(at(tree.to()), at(tree.from()));
    }
  }

  private boolean isCalled(long group, String name) {
    return keeping.accounts().group(group).filter(found -> found.name().equals(name)).isPresent();
  }

  private Path at(String path) {
    return keeping.folders().root().resolve(path);
  }

  private String shown(Path file) {
    return ShownPath.of(keeping.folders().root().relativize(file));
  }

  private final class Forward extends TreeMove {

    @Override
    void check() throws CancelledException {
      watch.check();
    }

    @Override
    void moved(Path from, Path to) {
      watch.moved(shown(from), shown(to));
    }

    @Override
    void occupied(Path from, Path to) throws FileAlreadyExistsException {
      throw new FileAlreadyExistsException(
          shown(from), shown(to), "there is something else at that place already");
    }

    @Override
    void notEmpty(DirectoryNotEmptyException e) throws DirectoryNotEmptyException {
      throw e;
    }
  }

  /** What somebody put at the old place meanwhile stays, and so does what it displaces. */
  private final class Back extends TreeMove {

    @Override
    void check() {
      // Nothing stops it: half would be worse.
    }

    @Override
    void moved(Path from, Path to) {
      watch.movedBack(shown(from), shown(to));
    }

    @Override
    void occupied(Path from, Path to) {
      watch.left(shown(from));
    }

    @Override
    void notEmpty(DirectoryNotEmptyException e) {
      watch.left(e.getFile());
    }
  }
}
