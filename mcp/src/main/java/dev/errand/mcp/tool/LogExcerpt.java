// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import dev.errand.mcp.wire.Call;
import dev.errand.task.LogEntry;
import dev.errand.task.Task;
import dev.errand.task.TaskView;
import dev.errand.task.Watch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part of a log that a model can read without drowning in it.
 *
 * @param last how many lines at the most
 * @param from the number of the first line, whose successors are wanted; absent for the newest
 * @param matching what a line must hold, in lower case; empty for any
 */
record LogExcerpt(int last, OptionalLong from, String matching) {

  private static final int USUAL_LINES = 50;
  private static final int MOST_LINES = 1_000;
  private static final int MOST_CHARACTERS = 16 << 10;
  private static final int LONGEST_LINE = 2_000;

  /** How many lines are looked at for those that match. */
  private static final int MOST_LOOKED_AT = 20_000;

  private static final int PAGE = 500;

  /**
   * Reads the arguments.
   *
   * @throws RefusedCallException if they are not what they may be
   */
  static LogExcerpt of(ObjectNode arguments) {
    int last = (int) Math.min(MOST_LINES, number(arguments, "last").orElse(USUAL_LINES));
    JsonNode matching = arguments.path("matching");
    if (!matching.isMissingNode() && !matching.isString()) {
      throw new RefusedCallException("matching: must be a text");
    }
    return new LogExcerpt(
        last, number(arguments, "from"), matching.asString("").toLowerCase(Locale.ROOT));
  }

  private static OptionalLong number(ObjectNode arguments, String name) {
    JsonNode value = arguments.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
      throw new RefusedCallException(name + ": must be a whole number from 1 on");
    }
    return OptionalLong.of(value.longValue());
  }

  /**
   * Reads the log.
   *
   * @throws dev.errand.access.ForbiddenException if the caller may not
   */
  ObjectNode read(Call call, Task task) {
    long newest = newest(call, task);
    List<LogEntry> found =
        from.isPresent() ? following(call, task, from.getAsLong()) : newest(call, task, newest);
    return HandleTools.structured(call, document(call, found, newest));
  }

  private static long newest(Call call, Task task) {
    try (Watch watch = call.errand().watch(task.id())) {
      return watch.view().map(TaskView::lastLine).orElse(0L);
    }
  }

  private List<LogEntry> following(Call call, Task task, long first) {
    List<LogEntry> found = new ArrayList<>();
    long next = first;
    int lookedAt = 0;
    while (found.size() < last && lookedAt < MOST_LOOKED_AT) {
      List<LogEntry> page = call.errand().log(task.id(), next, PAGE);
      page.stream().filter(this::isWanted).limit(last - found.size()).forEach(found::add);
      if (page.isEmpty()) {
        break;
      }
      lookedAt += page.size();
      next = after(page.getLast());
    }
    return found;
  }

  /** Page by page from the end. */
  private List<LogEntry> newest(Call call, Task task, long newest) {
    Deque<LogEntry> found = new ArrayDeque<>();
    long end = newest + 1;
    int lookedAt = 0;
    call.errand().requireLog(task);
    while (found.size() < last && end > 1 && lookedAt < MOST_LOOKED_AT) {
      long first = Math.max(1, end - PAGE);
      long before = end;
      List<LogEntry> page =
          call.errand().log(task.id(), first, PAGE).stream()
              .filter(entry -> entry.sequence() < before)
              .toList();
      for (LogEntry entry : page.reversed()) {
        if (found.size() < last && isWanted(entry)) {
          found.addFirst(entry);
        }
      }
      lookedAt += PAGE;
      end = first;
    }
    return List.copyOf(found);
  }

  private boolean isWanted(LogEntry entry) {
    return matching.isEmpty() || text(entry).toLowerCase(Locale.ROOT).contains(matching);
  }

  private static String text(LogEntry entry) {
    return switch (entry) {
      case LogEntry.Line line -> line.text();
      case LogEntry.Gap gap -> gap.text();
    };
  }

  private static long after(LogEntry entry) {
    return switch (entry) {
      case LogEntry.Line line -> line.sequence() + 1;
      case LogEntry.Gap gap -> gap.sequence() + gap.missing();
    };
  }

  /** From the beginning where that was asked for, else up to the end; as much as fits. */
  private ObjectNode document(Call call, List<LogEntry> found, long newest) {
    List<String> lines = new ArrayList<>();
    int size = 0;
    Optional<LogEntry> cut = Optional.empty();
    for (LogEntry entry : from.isPresent() ? found : found.reversed()) {
      String line = line(entry);
      size += line.length() + 1;
      if (size > MOST_CHARACTERS) {
        cut = Optional.of(entry);
        break;
      }
      lines.add(line);
    }
    ObjectNode document = call.object();
    var array = document.putArray("lines");
    (from.isPresent() ? lines : lines.reversed()).forEach(array::add);
    document.put("newest", newest);
    cut.ifPresent(entry ->
        document.put(
            "cut",
            from.isPresent()
                ? "There is more; ask with from " + entry.sequence() + "."
                : "Earlier lines were left out; ask for fewer, or with 'from'."));
    return document;
  }

  private static String line(LogEntry entry) {
    return switch (entry) {
      case LogEntry.Line line -> {
        String text = line.text().strip();
        String shown =
            text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + " …";
        yield "%d %s %s %s".formatted(line.sequence(), line.time(), line.level(), shown);
      }
      case LogEntry.Gap gap -> "%d – %s".formatted(gap.sequence(), gap.text());
    };
  }
}
