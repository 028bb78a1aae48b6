// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.files.FolderMove;
import dev.errand.operation.CancelledException;
import dev.errand.task.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Does or undoes a relocation that is written down and whose places are taken. Both may be
 * repeated, from whatever state a crash left: first the files go, by a rename each, then the
 * register follows, then groups get their names; back in the other order. Each step sees by itself
 * whether it is done.
 */
record RelocationRun(GroupKeeping keeping, Relocation relocation, RelocationWatch watch) {

  /**
   * Goes on with it, or puts everything back: if it fails, if it is cancelled, or if that was begun
   * before. Where the attempt only stops, the rest is left to the next one.
   *
   * @throws IOException if the disk fails, or what it failed of before
   */
  void run() throws IOException, CancelledException {
    if (relocation.undoing().isPresent()) {
      back();
      throw new IOException(relocation.undoing().get());
    }
    try {
      forward();
    } catch (CancelledException e) {
      if (!watch.isStopping()) {
        undo("It was cancelled.", e);
      }
      throw e;
    } catch (IOException | RuntimeException e) {
      undo(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
      throw e;
    }
    keeping.relocations().end(relocation);
  }

  /** Does what is not done yet. */
  void forward() throws IOException, CancelledException {
    watch.at(done(), relocation.total());
    for (Relocation.Tree tree : relocation.trees()) {
      watch.check();
      new FolderMove(this::renamed, this::refuse).run(at(tree.from()), at(tree.to()));
    }
    watch.check();
    for (Relocation.Shift shift : relocation.shifts()) {
      String documents = address(shift);
      shift(shift, shift.from(), shift.to())
          .run(watch::check, (from, to) -> watch.moved(documents + from, documents + to));
    }
    for (Relocation.Renaming renaming : relocation.renamings()) {
      if (keeping.accounts().renameGroup(renaming.group(), renaming.to()).isEmpty()) {
        throw new IOException("The group " + renaming.from() + " is gone.");
      }
    }
    watch.at(relocation.total(), relocation.total());
  }

  /** How many files are where they belong: none before all have gone on the disk. */
  private long done() {
    if (relocation.trees().stream().anyMatch(tree -> FolderMove.isThere(at(tree.from())))) {
      return 0;
    }
    long left = 0;
    for (Relocation.Shift shift : relocation.shifts()) {
      left += shift(shift, shift.from(), shift.to()).count();
    }
    return Math.max(0, relocation.total() - left);
  }

  private void undo(String why, Exception cause) throws IOException, CancelledException {
    Relocation undone = relocation.undone(why);
    try {
      keeping.relocations().write(undone);
      new RelocationRun(keeping, undone, watch).back();
    } catch (IOException | RuntimeException e) {
      String both =
          "%s What had moved could not be put back: %s. That is tried again soon, and before the next task of the group."
              .formatted(why, e.getMessage());
      watch.notPutBack(both);
      cause.addSuppressed(e);
      if (cause instanceof StoreException unreachable) {
        throw unreachable; // which says what became of the last change
      }
      throw new IOException(both, cause);
    }
  }

  /** Undoes what is done, and forgets it. Nothing stops it: half would be worse. */
  void back() throws IOException, CancelledException {
    for (Relocation.Renaming renaming : relocation.renamings().reversed()) {
      if (isCalled(renaming.group(), renaming.to())) {
        keeping.accounts().renameGroup(renaming.group(), renaming.from());
      }
    }
    for (Relocation.Shift shift : relocation.shifts().reversed()) {
      String documents = address(shift);
      shift(shift, shift.to(), shift.from())
          .run(() -> {}, (from, to) -> watch.movedBack(documents + from, documents + to));
    }
    for (Relocation.Tree tree : relocation.trees().reversed()) {
      // What somebody put at the old place meanwhile stays, and so does what it displaces.
      new FolderMove(this::renamed, (from, _) -> watch.left(shown(from)))
          .run(at(tree.to()), at(tree.from()));
    }
    keeping.relocations().end(relocation);
  }

  private boolean isCalled(long group, String name) {
    return keeping.accounts().group(group).filter(found -> found.name().equals(name)).isPresent();
  }

  private RegisterShift shift(Relocation.Shift shift, String from, String to) {
    return new RegisterShift(keeping.documents(), shift.group(), from, to);
  }

  private void renamed(Path from, Path to) {
    watch.renamed(shown(from), shown(to));
  }

  private void refuse(Path from, Path to) throws FileAlreadyExistsException {
    throw new FileAlreadyExistsException(
        shown(from), shown(to), "there is something else at that place already");
  }

  private Path at(String path) {
    return keeping.folders().root().resolve(path);
  }

  private String shown(Path file) {
    return SitePath.of(keeping.folders().root().relativize(file));
  }

  /** Where the documents of a group begin, which may be gone. */
  private String address(Relocation.Shift shift) {
    return keeping
            .accounts()
            .group(shift.group())
            .map(group -> SitePath.of(group, "").text())
            .orElse("")
        + "/";
  }
}
