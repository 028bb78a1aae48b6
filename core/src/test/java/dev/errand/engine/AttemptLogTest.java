// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.engine.EngineSettings.LogLimit;
import dev.errand.store.LogExtent;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AttemptLogTest {

  /** What a store would hold. */
  private final TreeMap<Long, String> stored = new TreeMap<>();

  private LogExtent extent = LogExtent.EMPTY;

  private static void add(AttemptLog log, int lines) {
    for (int i = 0; i < lines; i++) {
      log.add(Instant.EPOCH, LogLevel.INFO, "x");
    }
  }

  private void store(AttemptLog log) {
    AttemptLog.Batch batch = log.take();
    for (LogEntry.Line line : batch.lines()) {
      stored.put(line.sequence(), line.text());
    }
    if (!batch.dropped().isEmpty()) {
      stored.subMap(batch.dropped().first(), true, batch.dropped().last(), true).clear();
    }
    extent = batch.extent();
  }

  private static List<Long> sequences(long... ranges) {
    LongStream all = LongStream.empty();
    for (int i = 0; i < ranges.length; i += 2) {
      all = LongStream.concat(all, LongStream.rangeClosed(ranges[i], ranges[i + 1]));
    }
    return all.boxed().toList();
  }

  @Test
  void aShortLogIsWhole() {
    AttemptLog log = new AttemptLog(new LogLimit(10, 1000), LogExtent.EMPTY);
    add(log, 10);
    store(log);
    assertThat(stored.keySet()).containsExactlyElementsOf(sequences(1, 10));
  }

  @Test
  void ofALongLogTheFirstAndTheLastHalfStay() {
    AttemptLog log = new AttemptLog(new LogLimit(10, 1000), LogExtent.EMPTY);
    add(log, 100);
    store(log);
    assertThat(stored.keySet()).containsExactlyElementsOf(sequences(1, 5, 96, 100));
  }

  @Test
  void itIsTheSameHoweverOftenItIsStored() {
    Random random = new Random(7);
    AttemptLog log = new AttemptLog(new LogLimit(10, 1000), LogExtent.EMPTY);
    for (int left = 100; left > 0; ) {
      int now = Math.min(left, random.nextInt(9));
      add(log, now);
      store(log);
      left -= now;
      assertThat(stored.size()).isLessThanOrEqualTo(10);
    }
    assertThat(stored.keySet()).containsExactlyElementsOf(sequences(1, 5, 96, 100));
  }

  @Test
  void bytesLimitItToo() {
    AttemptLog log = new AttemptLog(new LogLimit(1000, 40), LogExtent.EMPTY);
    for (int i = 0; i < 50; i++) {
      log.add(Instant.EPOCH, LogLevel.INFO, "ääääö"); // ten bytes
    }
    store(log);
    assertThat(stored.keySet()).containsExactlyElementsOf(sequences(1, 2, 49, 50));
  }

  @Test
  void aLineLargerThanTheTailIsKeptAsTheLast() {
    AttemptLog log = new AttemptLog(new LogLimit(10, 8), LogExtent.EMPTY);
    log.add(Instant.EPOCH, LogLevel.INFO, "a line of more than eight bytes");
    log.add(Instant.EPOCH, LogLevel.INFO, "another line of more than eight bytes");
    store(log);
    assertThat(stored.keySet()).containsExactly(2L);
  }

  @Test
  void anotherAttemptGoesOnWhereTheLastEnded() {
    AttemptLog first = new AttemptLog(new LogLimit(10, 1000), LogExtent.EMPTY);
    add(first, 3);
    store(first);
    AttemptLog second = new AttemptLog(new LogLimit(10, 1000), extent);
    add(second, 3);
    store(second);
    assertThat(stored.keySet()).containsExactlyElementsOf(sequences(1, 6));
    AttemptLog third = new AttemptLog(new LogLimit(10, 1000), extent);
    add(third, 100);
    store(third);
    assertThat(stored.keySet()).containsExactlyElementsOf(sequences(1, 5, 102, 106));
  }

  @Test
  void anOverlongLineIsCutWithAMark() {
    AttemptLog log = new AttemptLog(LogLimit.DEFAULT, LogExtent.EMPTY);
    log.add(Instant.EPOCH, LogLevel.INFO, "x".repeat(1 << 20));
    store(log);
    assertThat(stored.get(1L)).hasSize((64 << 10) + 1).endsWith("…");
  }
}
