// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.files.DurableFiles;
import dev.errand.files.FolderLocks;
import dev.errand.files.FolderWalk;
import dev.errand.task.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What a task has prepared on disk. Until it is ready nothing outside has changed, and the next
 * attempt begins anew; once it is, the work is completed whatever happens; once it is done, an
 * attempt has nothing left to do. It stays until the end of the task is durable.
 *
 * <p>An attempt prepares in the folder of its process, which goes with that, and only in one step
 * does it become what the attempts on all nodes find. From before it looks for that until after its
 * last write an attempt has the turn of the group. So an attempt that was frozen, and whose task
 * was given to another node, keeps the next one waiting rather than writing into what that one
 * does; what it brought about until it ended is then found and taken up.
 */
final class Staging implements AutoCloseable {

  private static final String READY = "ready";
  private static final String DONE = "done";

  private final Path shared;
  private final Path own;
  private final FolderLocks.Held lock;

  /**
   * @param shared the folder of the task, once it is ready
   * @param own the folder in which this process prepares it
   * @param lock held against who deletes what nobody needs; let go at the end
   */
  Staging(Path shared, Path own, FolderLocks.Held lock) {
    this.shared = shared;
    this.own = own;
    this.lock = lock;
  }

  /** The folder, for whatever is prepared, in names other than those of the marks. */
  Path folder() {
    return isReady() ? shared : own;
  }

  /** Throws away what is there and makes the folder. */
  void begin() throws IOException {
    discard();
    Files.createDirectories(own);
  }

  boolean isReady() {
    return Files.exists(shared.resolve(READY));
  }

  /** Says that all is prepared, which must be durable, and what is to come of it. */
  void ready(Record result) throws IOException {
    write(own.resolve(READY), result);
    Files.move(own, shared, StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.syncFolder(DurableFiles.folderOf(shared));
  }

  /** Says that the work is done, and what came of it. */
  void done(Record result) throws IOException {
    write(shared.resolve(DONE), result);
  }

  private static void write(Path mark, Record result) throws IOException {
    DurableFiles.write(mark, Json.of(result).text().getBytes(StandardCharsets.UTF_8));
  }

  /** Says that the work is done as {@link #ready} foretold; what that was. */
  <R extends Record> R done(Class<R> type) throws IOException {
    R result = foretold(type);
    done(result);
    return result;
  }

  /** What {@link #ready} said. */
  <R extends Record> R foretold(Class<R> type) throws IOException {
    return Json.mapper().readValue(Files.readString(shared.resolve(READY)), type);
  }

  /** What came of the work, if it is done. */
  <R extends Record> Optional<R> result(Class<R> type) throws IOException {
    Path mark = shared.resolve(DONE);
    return Files.exists(mark)
        ? Optional.of(Json.mapper().readValue(Files.readString(mark), type))
        : Optional.empty();
  }

  /** In one step nobody finds it any more; what takes time comes then. */
  void discard() throws IOException {
    FolderWalk.delete(own);
    if (Files.exists(shared)) {
      Files.createDirectories(DurableFiles.folderOf(own));
      Files.move(shared, own, StandardCopyOption.ATOMIC_MOVE);
      FolderWalk.delete(own);
    }
  }

  /** Deletes what has not become ready. */
  @Override
  public void close() throws IOException {
    try (lock) {
      FolderWalk.delete(own);
    }
  }
}
