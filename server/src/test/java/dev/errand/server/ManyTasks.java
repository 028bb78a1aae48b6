// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.sqlite.SqliteStore;
import dev.errand.store.AttemptKey;
import dev.errand.store.AttemptRef;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.Ending;
import dev.errand.store.LogExtent;
import dev.errand.store.NewTask;
import dev.errand.store.Recording;
import dev.errand.store.Store;
import dev.errand.task.Json;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import dev.errand.task.Outcome;
import dev.errand.task.Output;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Fills a data folder with tasks that have ended, each with ten log lines and a file. */
final class ManyTasks {

  static final int LINES = 10;

  private static final Instant THEN = Instant.parse("2026-05-06T07:08:09Z");
  private static final String OPERATION = "many";
  private static final int TOGETHER = 1_000;
  private static final int SMALL = 4_096;
  private static final int BIG = 3 << 20;

  /** Of so many tasks one leaves a big file. */
  private static final int BIG_EVERY = 1_000;

  private ManyTasks() {}

  static void make(Path folder, int tasks) throws IOException {
    try (Store store = SqliteStore.in(folder)) {
      store.open("many", Set.of(OPERATION));
      for (int first = 0; first < tasks; first += TOGETHER) {
        some(store, folder, Math.min(TOGETHER, tasks - first));
      }
    }
  }

  private static void some(Store store, Path folder, int tasks) throws IOException {
    List<CompletableFuture<Task>> inserted = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      Submission submission =
          Submission.of(
              OPERATION, new Json("{\"n\":" + i + ",\"pad\":\"" + "é".repeat(200) + "\"}"));
      inserted.add(
          store.insert(
              new NewTask(UUID.randomUUID(), submission, submission.inputs(), false, THEN)));
    }
    inserted.forEach(CompletableFuture::join);
    List<Claimed> claimed =
        store.claim(Claim.unlimited(false, () -> tasks, InstantSource.fixed(THEN))).join();
    List<CompletableFuture<Optional<Task>>> ended = new ArrayList<>();
    for (Claimed one : claimed) {
      ended.add(store.end(AttemptRef.of(one.task()), ending(folder, one.task())));
    }
    ended.forEach(CompletableFuture::join);
  }

  private static Ending ending(Path folder, Task task) throws IOException {
    long number = task.id().number();
    List<LogEntry.Line> lines = new ArrayList<>();
    for (int i = 1; i <= LINES; i++) {
      lines.add(new LogEntry.Line(i, THEN, LogLevel.INFO, "line " + i + " of task " + number));
    }
    byte[] bytes = new byte[number % BIG_EVERY == 0 ? BIG : SMALL];
    new Random(number).nextBytes(bytes);
    AttemptKey key = AttemptKey.of(task);
    Path place = folder.resolve("outputs").resolve(key.task() + "-" + key.epoch());
    Files.createDirectories(place);
    Files.write(place.resolve("out.bin"), bytes);
    return new Ending(
        TaskStatus.FINISHED,
        new Outcome.Returned(Optional.of(new Json("{\"number\":" + number + "}"))),
        List.of(new Output("out.bin", "application/octet-stream", bytes.length, sha256(bytes))),
        new Recording(
            Optional.empty(),
            Optional.empty(),
            lines,
            Recording.Dropped.NONE,
            new LogExtent(LINES, LINES, 0)),
        THEN,
        THEN.plusSeconds(1L << 30));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
