// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files that came with requests and belong to the task that each request started. They stay in a
 * folder of their own so that they survive a restart. A task names one by what {@link #reserve}
 * gave, 128 random bits and the name the caller gave; it is no path, so nothing outside of the
 * folder can be read or deleted through it, and nobody can guess another's. Safe for all threads.
 */
public final class Uploads {

  private static final int ID = 32;
  private static final int MAX_NAME = 100;
  private static final Pattern NAME =
      Pattern.compile("[0-9a-f]{32}-[\\p{L}\\p{N}\\p{M}._-]{1,100}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** How long an upload may wait for its task to run. */
  static final Duration LONGEST = Duration.ofDays(7);

  private static final Pattern MENTIONED = Pattern.compile("\\b[0-9a-f]{32}(?=-)");

  private final Path folder;
  private final Set<String> left;

  private Uploads(Path folder, Set<String> left) {
    this.folder = folder;
    this.left = Set.copyOf(left);
  }

  /**
   * Opens the folder, making it if need be. What interrupted requests left is deleted at once, and
   * what has lain for {@link #LONGEST}; what no task needs, by {@link LeftUploads} once the engine
   * has started.
   */
  public static Uploads open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path real = folder.toRealPath();
    return new Uploads(real, sweep(real, Instant.now().minus(LONGEST)));
  }

  /** The folder, which is nobody's to read but for its tasks. */
  public Path folder() {
    return folder;
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
   * Takes over a file that lies in {@link #folder} under any name.
   *
   * @return its name, as {@link #reserve} gives
   */
  public String take(Path received, String originalName) throws IOException {
    String name = reserve(originalName);
    Files.move(received, file(name), StandardCopyOption.ATOMIC_MOVE);
    return name;
  }

  /** Deletes the file of that name if it is there. */
  public void discard(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  /** The ids of the files that lay there when the folder was opened; a set of the caller's own. */
  Set<String> left() {
    return new HashSet<>(left);
  }

  /** The ids that stand in a text, such as the inputs of a task. */
  static Set<String> named(String text) {
    return MENTIONED.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  void discardId(String id) throws IOException {
    Files.deleteIfExists(folder.resolve(id));
  }

  /** Deletes what is of no use; the names of the rest. */
  private static Set<String> sweep(Path folder, Instant before) throws IOException {
    Set<String> rest = new HashSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".part")
            || Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        } else {
          rest.add(name);
        }
      }
    }
    return rest;
  }
}
