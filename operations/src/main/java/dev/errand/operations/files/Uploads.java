// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
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

  private final Path folder;

  private Uploads(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens the folder, making it if need be. What interrupted requests left is deleted at once, and
   * what has lain for {@link #LONGEST}: a process may die between the end of a task and the
   * deletion of its upload.
   */
  public static Uploads open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Uploads uploads = new Uploads(folder.toRealPath());
    uploads.sweep(Instant.now().minus(LONGEST));
    return uploads;
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

  private void sweep(Instant before) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        boolean unfinished = file.getFileName().toString().endsWith(".part");
        if (unfinished || Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
