// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import dev.errand.task.UnknownOutcomeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Files that came with requests and belong to the task that each request started. They stay in a
 * folder of their own so that they survive a restart. A task names one by what {@link #reserve}
 * gave, 128 random bits and the name the caller gave; it is no path, so nothing outside of the
 * folder can be read or deleted through it, and nobody can guess another's. Several processes may
 * share the folder. Safe for all threads.
 */
public final class Uploads implements AutoCloseable {

  private static final int ID = 32;
  private static final int MAX_NAME = 100;
  private static final Pattern NAME =
      Pattern.compile("[0-9a-f]{32}-[\\p{L}\\p{N}\\p{M}._-]{1,100}");
  private static final Pattern ID_ONLY = Pattern.compile("[0-9a-f]{32}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** How long an upload may wait for its task to run. */
  static final Duration LONGEST = Duration.ofDays(7);

  private static final Pattern MENTIONED = Pattern.compile("\\b[0-9a-f]{32}(?=-)");

  private final Path folder;
  private final FolderLocks locks;
  private final UnfinishedFiles unfinished;

  private Uploads(Path folder, FolderLocks locks) {
    this.folder = folder;
    this.locks = locks;
    this.unfinished = new UnfinishedFiles(folder, locks);
  }

  /**
   * Opens the folder, making it if need be, and does what {@link #sweep} does. What no task needs
   * goes by {@link LeftUploads} once the engine has started.
   */
  public static Uploads open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path real = folder.toRealPath();
    FolderLocks locks = FolderLocks.open(real);
    try {
      Uploads uploads = new Uploads(real, locks);
      uploads.sweep();
      return uploads;
    } catch (IOException | RuntimeException e) {
      locks.close();
      throw e;
    }
  }

  /** The folder, which is nobody's to read but for its tasks. */
  public Path folder() {
    return folder;
  }

  /**
   * Where files are received that {@link #take} takes over; what a process that dies leaves goes.
   */
  public Path receiving() throws IOException {
    return unfinished.folder();
  }

  /**
   * A new name; nothing is written yet.
   *
   * @param originalName the name that the caller gave; only for people, whatever it holds
   */
  public String reserve(String originalName) {
    byte[] id = new byte[ID / 2];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id) + "-" + plain(originalName);
  }

  private static String plain(String originalName) {
    String last = originalName.substring(originalName.replace('\\', '/').lastIndexOf('/') + 1);
    String plain = last.replaceAll("[^\\p{L}\\p{N}\\p{M}._-]", "_");
    if (plain.isEmpty()) {
      return "upload";
    }
    return plain.length() > MAX_NAME ? plain.substring(plain.length() - MAX_NAME) : plain;
  }

  /**
   * Where the file of that name is, or is to be written.
   *
   * @throws PathNotAllowedException if {@link #reserve} cannot have given that name
   */
  public Path file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new PathNotAllowedException("There is no such upload.");
    }
    return folder.resolve(name.substring(0, ID));
  }

  /** The name that the caller gave, made plain. */
  public static String originalName(String name) {
    return NAME.matcher(name).matches() ? name.substring(ID + 1) : "upload";
  }

  /**
   * Takes over a file that lies in {@link #receiving} under any name.
   *
   * @return its name, as {@link #reserve} gives
   */
  public String take(Path received, String originalName) throws IOException {
    String name = reserve(originalName);
    // Its age counts from now, however slowly it and what came after it in the request arrived.
    Files.setLastModifiedTime(received, unfinished.now());
    Files.move(received, file(name), StandardCopyOption.ATOMIC_MOVE);
    return name;
  }

  /**
   * Takes over a file, as {@link #take} does, and starts a task with it. If that is refused, the
   * file goes again; where nobody knows whether it was, the task may be there and need it.
   *
   * @param start is given the file's name
   */
  public <T> T startWith(Path received, String originalName, Function<String, T> start)
      throws IOException {
    String name = take(received, originalName);
    try {
      return start.apply(name);
    } catch (UnknownOutcomeException unknown) {
      throw unknown;
    } catch (RuntimeException refused) {
      discard(name);
      throw refused;
    }
  }

  /** Deletes the file of that name if it is there. */
  public void discard(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  /** The ids of the files that have lain there for that long, by the file system's clock. */
  Set<String> olderThan(Duration age) throws IOException {
    FileTime before = FileTime.from(unfinished.now().toInstant().minus(age));
    Set<String> ids = new HashSet<>();
    for (String name : FolderWalk.names(folder)) {
      if (ID_ONLY.matcher(name).matches() && isBefore(folder.resolve(name), before)) {
        ids.add(name);
      }
    }
    return ids;
  }

  private static boolean isBefore(Path file, FileTime time) throws IOException {
    try {
      return Files.getLastModifiedTime(file).compareTo(time) < 0;
    } catch (NoSuchFileException gone) {
      return false; // its task has just ended, here or in another process
    }
  }

  /** The ids that stand in a text, such as the inputs of a task. */
  static Set<String> named(String text) {
    return MENTIONED.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  void discardId(String id) throws IOException {
    Files.deleteIfExists(folder.resolve(id));
  }

  /**
   * Deletes what has lain for {@link #LONGEST}, and what processes were receiving that died. May be
   * done at any time: what others are receiving has a mark that is live.
   */
  void sweep() throws IOException {
    unfinished.sweep();
    for (String name : FolderWalk.names(folder)) {
      // What was being received lay there before openings had marks.
      if (name.endsWith(".part")) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
    for (String old : olderThan(LONGEST)) {
      discardId(old);
    }
  }

  /** To be called once nothing is received any more. */
  @Override
  public void close() {
    locks.close();
  }
}
