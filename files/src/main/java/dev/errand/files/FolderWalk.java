// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Goes through a folder and those below it in the order of the names, so that two walks over the
 * same files meet them in the same order. Symbolic links and devices are passed over. Only the
 * names of one folder a level are held in memory.
 */
public final class FolderWalk {

  private FolderWalk() {}

  /**
   * A file, or a folder that has nothing in it.
   *
   * @param path within the folder that is walked, names joined by slashes
   */
  public record Found(Path file, String path, boolean folder) {}

  /** What is done with everything that is found. */
  @FunctionalInterface
  public interface Visitor<X extends Exception> {
    void visit(Found found) throws IOException, X;
  }

  /** Visits all files and empty folders; none if the folder is missing. */
  public static <X extends Exception> void walk(Path root, Visitor<X> visitor)
      throws IOException, X {
    for (String name : names(root)) {
      visit(root.resolve(name), name, visitor);
    }
  }

  private static <X extends Exception> void visit(Path file, String path, Visitor<X> visitor)
      throws IOException, X {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      visitor.visit(new Found(file, path, false));
    } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      List<String> names = names(file);
      if (names.isEmpty()) {
        visitor.visit(new Found(file, path, true));
      }
      for (String name : names) {
        visit(file.resolve(name), path + "/" + name, visitor);
      }
    }
  }

  /** How many files are at a place: those in a folder and below, or one. */
  public static long count(Path root) throws IOException {
    long[] files = {0};
    FolderWalk.<IOException>visit(root, "", found -> files[0] += found.folder() ? 0 : 1);
    return files[0];
  }

  /** The names in a folder, in order; none if it is missing. */
  public static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        names.add(file.getFileName().toString());
      }
    } catch (NoSuchFileException gone) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return names;
  }

  /** Deletes a folder with all that is in it, or a file; nothing if it is missing. */
  public static void delete(Path root) throws IOException {
    if (Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
      for (String name : names(root)) {
        delete(root.resolve(name));
      }
    }
    Files.deleteIfExists(root);
  }

  /** Deletes the folders in a folder that hold nothing but such folders; itself not. */
  public static void deleteEmpty(Path root) throws IOException {
    for (String name : names(root)) {
      Path inside = root.resolve(name);
      if (Files.isDirectory(inside, LinkOption.NOFOLLOW_LINKS)) {
        deleteEmpty(inside);
        if (names(inside).isEmpty()) {
          Files.deleteIfExists(inside);
        }
      }
    }
  }
}
