// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.access.SessionEndings;
import dev.errand.task.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps ended sessions for one process. A line for each stands in the file {@value #FILE} of a
 * folder before the log-out is answered, so that none comes back with the next process. Safe for
 * all threads, not for two processes.
 */
public final class EndedSessions implements SessionEndings {

  static final String FILE = "sessions.ended";

  private static final int MOST = 100_000;

  /** Identifier, and the second in which the session would have ended. */
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{32}) ([0-9]{1,12})");

  private final Path file;
  private final InstantSource clock;
  private final Map<String, Long> ends = new ConcurrentHashMap<>();

  private EndedSessions(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Those of a data folder.
   *
   * @throws StoreException if the file cannot be read or written
   */
  public static EndedSessions in(Path folder, InstantSource clock) {
    EndedSessions sessions = new EndedSessions(folder.resolve(FILE), clock);
    try (Stream<String> lines = Files.lines(sessions.file, StandardCharsets.ISO_8859_1)) {
      // A line that a process could not finish is none: its log-out was not answered.
      lines
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .forEach(line -> sessions.ends.put(line.group(1), Long.parseLong(line.group(2))));
    } catch (NoSuchFileException none) {
      return sessions;
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException("cannot read " + sessions.file, e);
    }
    sessions.tidy();
    return sessions;
  }

  /**
   * Hands those of a folder over to where they are kept from now on, and forgets them here.
   *
   * @throws StoreException if the file cannot be read or deleted, or the other one fails
   */
  public static void handOver(Path folder, SessionEndings to, InstantSource clock) {
    EndedSessions sessions = in(folder, clock);
    sessions.ends.forEach((id, end) -> to.add(id, Instant.ofEpochSecond(end)));
    try {
      Files.deleteIfExists(sessions.file);
    } catch (IOException e) {
      throw new StoreException("cannot delete " + sessions.file, e);
    }
  }

  @Override
  public boolean contains(String session) {
    return ends.containsKey(session);
  }

  /**
   * @throws StoreException if it cannot be written down, or there are too many
   */
  @Override
  public synchronized void add(String session, Instant expires) {
    if (ends.size() >= MOST) {
      tidy();
    }
    if (ends.size() >= MOST) {
      throw new StoreException("more than " + MOST + " sessions were ended in a short time");
    }
    long end = expires.getEpochSecond();
    write(
        file,
        // The line before may be unfinished.
        '\n' + session + ' ' + end + '\n',
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.DSYNC);
    ends.put(session, end);
  }

  /** Forgets those whose time is over anyway. */
  private synchronized void tidy() {
    long now = clock.instant().getEpochSecond();
    if (!ends.values().removeIf(end -> end < now)) {
      return;
    }
    StringBuilder text = new StringBuilder();
    ends.forEach((id, end) -> text.append(id).append(' ').append(end).append('\n'));
    Path unfinished = file.resolveSibling(FILE + ".new");
    write(
        unfinished,
        text.toString(),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.DSYNC);
    try {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StoreException("cannot write " + file, e);
    }
  }

  private static void write(Path file, String text, StandardOpenOption... options) {
    try {
      Files.writeString(file, text, StandardCharsets.ISO_8859_1, options);
    } catch (IOException e) {
      throw new StoreException("cannot write " + file, e);
    }
  }
}
