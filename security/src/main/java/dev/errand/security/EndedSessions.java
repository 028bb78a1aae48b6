// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sessions that somebody logged out of before their time was over. A line for each stands in
 * the file {@value #FILE} of the data folder before the log-out is answered, so that none comes
 * back with the next process. Safe for all threads, not for two processes.
 */
final class EndedSessions {

  static final String FILE = "sessions.ended";

  private static final int MOST = 100_000;

  /** Identifier, and the second in which the session would have ended. */
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{32}) ([0-9]{1,12})");

  private final Path file;
  private final Map<String, Long> ends = new ConcurrentHashMap<>();

  private EndedSessions(Path file) {
    this.file = file;
  }

  /**
   * Those of a data folder.
   *
   * @throws StoreException if the file cannot be read or written
   */
  static EndedSessions in(Path folder, Instant now) {
    EndedSessions sessions = new EndedSessions(folder.resolve(FILE));
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
    sessions.tidy(now);
    return sessions;
  }

  boolean contains(String id) {
    return ends.containsKey(id);
  }

  /**
   * @throws StoreException if it cannot be written down, or there are too many
   */
  synchronized void add(Session session, Instant now) {
    if (ends.size() >= MOST) {
      tidy(now);
    }
    if (ends.size() >= MOST) {
      throw new StoreException("more than " + MOST + " sessions were ended in a short time");
    }
    long end = session.expires().getEpochSecond();
    write(
        file,
        // The line before may be unfinished.
        '\n' + session.id() + ' ' + end + '\n',
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.DSYNC);
    ends.put(session.id(), end);
  }

  /** Forgets those whose time is over anyway. */
  private synchronized void tidy(Instant now) {
    if (!ends.values().removeIf(end -> end < now.getEpochSecond())) {
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
