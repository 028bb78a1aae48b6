// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.files.FolderLocks;
import dev.errand.files.FolderWalk;
import dev.errand.task.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * One file for each hold, {@code MARK-KEY.hold}, with the mark of the opening that holds it. One
 * whose mark is not live counts for nothing. Called with the lock, but for the end of a hold.
 */
final class HoldFiles {

  private static final Logger LOG = LoggerFactory.getLogger(HoldFiles.class);
  private static final String SUFFIX = ".hold";
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})-[0-9a-f-]{36}\\.hold");

  private final Path folder;
  private final FolderLocks locks;

  /** The names of the files of this opening, which knows best what it still holds. */
  private final Set<String> own = ConcurrentHashMap.newKeySet();

  private record Places(List<Place> places) {}

  HoldFiles(Path folder, FolderLocks locks) {
    this.folder = folder;
    this.locks = locks;
  }

  /** What is held by anybody; deletes what a process left that died. */
  List<Place> held() throws IOException {
    List<Place> held = new ArrayList<>();
    for (String name : FolderWalk.names(folder)) {
      Matcher hold = NAME.matcher(name);
      if (hold.matches()) {
        if (isLive(name, hold.group(1))) {
          held.addAll(places(folder.resolve(name)));
        } else {
          Files.deleteIfExists(folder.resolve(name));
        }
      }
    }
    return held;
  }

  private boolean isLive(String name, String mark) throws IOException {
    return mark.equals(locks.mark()) ? own.contains(name) : locks.isLive(mark);
  }

  private static List<Place> places(Path file) throws IOException {
    try {
      return new Json(Files.readString(file)).as(Places.class).places();
    } catch (NoSuchFileException over) {
      return List.of();
    } catch (JacksonException broken) {
      return List.of(); // could not be written, so whoever wanted it was told that it failed
    }
  }

  Relocations.Hold add(List<Place> places) throws IOException {
    String name = locks.mark() + "-" + UUID.randomUUID() + SUFFIX;
    own.add(name);
    try {
      Files.writeString(folder.resolve(name), Json.of(new Places(places)).text());
    } catch (IOException | RuntimeException e) {
      end(name);
      throw e;
    }
    return () -> end(name);
  }

  private void end(String name) {
    own.remove(name);
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      LOG.warn("Others cannot see that {} is over until this process ends", name, e);
    }
  }
}
