// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The folders of the server whose files callers may name. Links are followed before a path is
 * judged, so none leads out. Immutable.
 */
public final class AllowedFolders {

  /** A scheme has at least two letters, so that the drives of Windows are none. */
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

  private final Path start;
  private final List<Path> folders;
  private final List<Path> except;

  private AllowedFolders(Path start, List<Path> folders, List<Path> except) {
    this.start = start;
    this.folders = folders;
    this.except = except;
  }

  /**
   * Allows folders, which must exist.
   *
   * @param start what relative paths are relative to
   * @param folders whose files may be named, at any depth
   * @param except folders in them whose files may not
   * @throws IOException if a folder is not there or cannot be read
   */
  public static AllowedFolders of(Path start, List<Path> folders, List<Path> except)
      throws IOException {
    return new AllowedFolders(start.toRealPath(), real(folders), real(except));
  }

  private static List<Path> real(List<Path> folders) throws IOException {
    List<Path> real = new ArrayList<>();
    for (Path folder : folders) {
      real.add(folder.toRealPath());
    }
    return List.copyOf(real);
  }

  /**
   * The file that a caller names, whether it exists or not, free of links.
   *
   * @param path absolute, or relative to the start folder, or a {@code file:} URI
   * @throws PathNotAllowedException if it lies outside of the allowed folders or is no path
   */
  public Path resolve(String path) {
    try {
      Path wanted = start.resolve(parse(path)).normalize();
      Path real = withoutLinks(wanted);
      boolean allowed =
          folders.stream().anyMatch(real::startsWith)
              && except.stream().noneMatch(real::startsWith);
      if (!allowed) {
        throw refused(path);
      }
      return real;
    } catch (IOException | IllegalArgumentException | FileSystemNotFoundException e) {
      PathNotAllowedException refused = refused(path);
      refused.initCause(e);
      throw refused;
    }
  }

  private static Path parse(String path) {
    if (path.regionMatches(true, 0, "file:", 0, 5)) {
      return Path.of(URI.create(path));
    }
    if (SCHEME.matcher(path).matches() && path.contains("://")) {
      throw new InvalidPathException("…", "only file, http and https URLs are understood");
    }
    return Path.of(path);
  }

  /**
   * Follows the links of the part that exists; a link that leads nowhere is not followed but
   * refused.
   */
  private static Path withoutLinks(Path path) throws IOException {
    Path existing = path;
    while (!Files.exists(existing)) {
      Path parent = existing.getParent();
      if (parent == null || Files.isSymbolicLink(existing)) {
        throw new IOException("leads nowhere");
      }
      existing = parent;
    }
    return existing.toRealPath().resolve(existing.relativize(path));
  }

  private static PathNotAllowedException refused(String path) {
    String start = path.length() > 200 ? path.substring(0, 200) + "…" : path;
    return new PathNotAllowedException(
        "The path is not in a folder that this server may read for its callers (see --files): "
            + start.replaceAll("\\p{Cntrl}", "?"));
  }
}
