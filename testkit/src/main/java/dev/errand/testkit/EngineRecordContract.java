// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.CANCELLED;
import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.store.Store;
import dev.errand.task.Download;
import dev.errand.task.Json;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import dev.errand.task.Output;
import dev.errand.task.Page;
import dev.errand.task.Progress;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a task leaves to read: progress, marks, log, files, for how long, and what never shows. */
public abstract class EngineRecordContract extends EngineContract {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @Test
  void theNewestProgressIsSeenAtOnce() throws InterruptedException {
    Gate one = new Gate();
    Gate two = new Gate();
    Errand errand =
        start(
            Work.of((in, context) -> {
              context.progress("reading", 5, 10);
              one.pass();
              context.progress("writing");
              two.pass();
              context.progress("counting", 7);
              return null;
            }));
    Task task = submit(errand, "x");
    one.awaitReached();
    assertThat(progress(errand, task)).isEqualTo(new Progress("reading", 5, OptionalDouble.of(10)));
    one.open();
    two.awaitReached();
    assertThat(progress(errand, task)).isEqualTo(new Progress("writing", 5, OptionalDouble.of(10)));
    assertThat(errand.tasks(TaskFilter.ALL, Page.oldest(1)))
        .singleElement()
        .satisfies(
            listed -> assertThat(listed.progress().orElseThrow().text()).isEqualTo("writing"));
    two.open();
    assertThat(ended(errand, task.id(), FINISHED).progress()).contains(Progress.of("counting", 7));
  }

  private static Progress progress(Errand errand, Task task) {
    return errand.task(task.id().number()).orElseThrow().progress().orElseThrow();
  }

  @Test
  void muchLoggingDoesNotStoreProgressMoreOften() throws InterruptedException {
    Store store = store(data);
    Set<Progress> stored = ConcurrentHashMap.newKeySet();
    Errand errand =
        start(builder ->
            builder
                .store(store)
                .operation(
                    Work.of((in, context) -> {
                      long begin = System.nanoTime();
                      for (int i = 0; i < 50; i++) {
                        context.progress("step", i);
                        for (int line = 0; line < 1_000; line++) {
                          context.info("line");
                        }
                        store.find(1).flatMap(Task::progress).ifPresent(stored::add);
                      }
                      long seconds = (System.nanoTime() - begin) / 1_000_000_000L;
                      assertThat(stored.size()).isLessThanOrEqualTo((int) (2 * seconds + 3));
                      return null;
                    })));
    ended(errand, submit(errand, "x").id(), FINISHED);
  }

  @Test
  void aMarkLastsUntilTheNextRemarkOrTheEnd() throws InterruptedException {
    Gate one = new Gate();
    Gate two = new Gate();
    Gate three = new Gate();
    Errand errand =
        start(
            Work.of((in, context) -> {
              context.warn("odd");
              one.pass();
              context.info("fine again");
              two.pass();
              context.error("bad");
              LoggerFactory.getLogger("some.library").warn("chatter");
              three.pass();
              return null;
            }));
    Task task = submit(errand, "x");
    one.awaitReached();
    assertThat(errand.task(1).orElseThrow().remark()).contains(LogLevel.WARN);
    one.open();
    two.awaitReached();
    assertThat(errand.task(1).orElseThrow().remark()).isEmpty();
    two.open();
    three.awaitReached();
    assertThat(errand.task(1).orElseThrow().remark()).contains(LogLevel.ERROR);
    three.open();
    assertThat(ended(errand, task.id(), FINISHED).remark()).isEmpty();
  }

  @Test
  void theLogIsReadableWhileTheTaskRunsAndAfter() throws InterruptedException {
    Gate gate = new Gate();
    Errand errand =
        start(
            Work.of((in, context) -> {
              context.info("one");
              context.log(LogLevel.DEBUG, "two: ünï → 日本");
              gate.pass();
              context.warn("three");
              return null;
            }));
    Task task = submit(errand, "x");
    gate.awaitReached();
    assertThat(errand.log(task.id(), 1, 100))
        .containsExactly(
            new LogEntry.Line(1, clock.instant(), LogLevel.INFO, "one"),
            new LogEntry.Line(2, clock.instant(), LogLevel.DEBUG, "two: ünï → 日本"));
    gate.open();
    ended(errand, task.id(), FINISHED);
    assertThat(errand.log(task.id(), 2, 1)).extracting(LogEntry::sequence).containsExactly(2L);
    assertThat(errand.log(task.id(), 3, 100))
        .containsExactly(new LogEntry.Line(3, clock.instant(), LogLevel.WARN, "three"));
  }

  @Test
  void whatTheOperationWritesThroughSlf4jIsInItsLogAndNobodyElses() throws InterruptedException {
    Errand errand =
        start(
            Work.of((in, context) -> {
              LoggerFactory.getLogger("some.library")
                  .warn("from {}", in.name(), new IOException("cause"));
              return null;
            }));
    Task a = ended(errand, submit(errand, "a").id(), FINISHED);
    Task b = ended(errand, submit(errand, "b").id(), FINISHED);
    LoggerFactory.getLogger("some.library").warn("from outside");
    assertThat(lines(errand, a))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.text()).startsWith("from a\njava.io.IOException: cause\n");
          assertThat(line.level()).isEqualTo(LogLevel.WARN);
        });
    assertThat(lines(errand, b))
        .singleElement()
        .satisfies(line -> assertThat(line.text()).startsWith("from b"));
  }

  private static List<LogEntry.Line> lines(Errand errand, Task task) {
    return errand.log(task.id(), 1, 100_000).stream()
        .filter(LogEntry.Line.class::isInstance)
        .map(LogEntry.Line.class::cast)
        .toList();
  }

  @Test
  void ofALongLogTheFirstAndTheLastHalfStayWithAGapThatCounts() throws InterruptedException {
    Errand errand =
        start(
            Work.of((in, context) -> {
              for (int i = 1; i <= 25_000; i++) {
                context.info("line " + i);
              }
              return null;
            }));
    Task task = ended(errand, submit(errand, "x").id(), FINISHED);
    List<LogEntry> log = new ArrayList<>();
    for (long from = 1; ; ) {
      List<LogEntry> page = errand.log(task.id(), from, 1_000);
      if (page.isEmpty()) {
        break;
      }
      log.addAll(page);
      LogEntry last = page.getLast();
      from = last.sequence() + (last instanceof LogEntry.Gap(long s, long missing) ? missing : 1);
    }
    assertThat(log).hasSize(10_001);
    assertThat(log.get(5_000)).isEqualTo(new LogEntry.Gap(5_001, 15_000));
    assertThat(log.stream().filter(LogEntry.Line.class::isInstance).mapToLong(LogEntry::sequence))
        .containsExactlyElementsOf(
            LongStream.concat(
                    LongStream.rangeClosed(1, 5_000), LongStream.rangeClosed(20_001, 25_000))
                .boxed()
                .toList());
    assertThat(((LogEntry.Line) log.getLast()).text()).isEqualTo("line 25000");
  }

  private static Work writing(String content) {
    return Work.of((in, context) -> {
      Files.writeString(context.scratch().resolve("x"), "scratch");
      Files.writeString(context.output("report.txt", "text/plain"), content);
      if (in.name().equals("fail")) {
        throw new IOException("after the file");
      }
      return null;
    });
  }

  private static String content(Errand errand, Task task) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Download download = errand.download(task.id(), "report.txt").orElseThrow()) {
      download.copyTo(bytes);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What lies where outputs are kept. */
  private List<Path> folders() throws IOException {
    try (Stream<Path> outputs = Files.list(data.resolve("outputs"))) {
      return outputs.toList();
    }
  }

  @Test
  void aTaskIsReadableForItsRetentionAndThenGoneWithItsFile() throws Exception {
    Errand errand = start(writing("hello"));
    Task task = ended(errand, submit(errand, "x").id(), FINISHED);
    assertThat(task.times().retentionEnd()).contains(clock.instant().plus(TEN_MINUTES));
    assertThat(content(errand, task)).isEqualTo("hello");
    assertThat(folders()).hasSize(1);
    clock.advance(TEN_MINUTES.minusSeconds(1));
    errand.sweep();
    assertThat(errand.task(1)).contains(task);
    assertThat(content(errand, task)).isEqualTo("hello");
    clock.advance(Duration.ofSeconds(1));
    assertThat(errand.task(1)).as("gone whether swept or not").isEmpty();
    assertThat(errand.task(task.id().key())).isEmpty();
    assertThat(errand.tasks(TaskFilter.ALL, Page.oldest(10))).isEmpty();
    errand.sweep();
    assertThat(folders()).isEmpty();
    assertThat(errand.download(task.id(), "report.txt")).isEmpty();
    assertThat(errand.log(task.id(), 1, 10)).isEmpty();
  }

  @Test
  void noFileGoesWhileItIsBeingDownloaded() throws Exception {
    Errand errand = start(writing("hello"));
    Task task = ended(errand, submit(errand, "x").id(), FINISHED);
    try (Download download = errand.download(task.id(), "report.txt").orElseThrow()) {
      assertThat(errand.prune(task.id())).contains(task);
      assertThat(errand.prune(task.id())).isEmpty();
      assertThat(errand.task(1)).isEmpty();
      assertThat(folders()).hasSize(1);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      download.copyTo(bytes);
      assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
    }
    assertThat(folders()).isEmpty();
  }

  @Test
  void aTaskThatHasNotEndedIsNotPruned() throws InterruptedException {
    Gate gate = new Gate();
    Errand errand =
        start(
            Work.of((in, context) -> {
              gate.pass();
              return null;
            }));
    Task task = submit(errand, "x");
    assertThat(errand.prune(task.id())).isEmpty();
    gate.open();
    ended(errand, task.id(), FINISHED);
    assertThat(errand.prune(task.id())).isPresent();
  }

  @Test
  void theScratchFolderGoesAndOnlyAnAttemptThatReturnsLeavesOutputs() throws Exception {
    Errand errand = start(writing("hello"));
    Task fine = ended(errand, submit(errand, "x").id(), FINISHED);
    Task failed = ended(errand, submit(errand, "fail").id(), FAILED);
    assertThat(errand.outputs(fine.id()))
        .containsExactly(
            new Output(
                "report.txt",
                "text/plain",
                5,
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
    assertThat(errand.outputs(failed.id())).isEmpty();
    try (Stream<Path> scratch = Files.list(data.resolve("scratch"))) {
      assertThat(scratch).isEmpty();
    }
    assertThat(folders()).hasSize(1);
  }

  @Test
  void aTaskWhoseFilesCannotBeKeptFailsAndSaysWhy() throws Exception {
    Path inTheWay = Files.writeString(data.resolve("outputs"), "a file, not a folder");
    Errand errand = start(writing("hello"));
    Task failed = ended(errand, submit(errand, "x").id(), FAILED);
    assertThat(failed.failure().orElseThrow().message().orElseThrow())
        .contains(inTheWay.toString());
    assertThat(errand.outputs(failed.id())).isEmpty();
    Files.delete(inTheWay);
    ended(errand, submit(errand, "x").id(), FINISHED);
  }

  @Test
  void whatACrashLeftInTheFoldersGoesAtTheNextStart() throws Exception {
    Path orphan = data.resolve("outputs/01890a5d-ac96-774b-bcce-b302099a8057-1/x");
    Files.createDirectories(orphan.getParent());
    Files.writeString(orphan, "x");
    Path scratch = data.resolve("scratch/7-1/x");
    Files.createDirectories(scratch.getParent());
    Files.writeString(scratch, "x");
    Errand errand = start(writing("hello"));
    assertThat(scratch).doesNotExist();
    ended(errand, submit(errand, "x").id(), FINISHED);
    for (int i = 0; Files.exists(orphan) && i < 1_000; i++) {
      errand.await(submit(errand, "passes time").id(), Duration.ofSeconds(9));
    }
    assertThat(orphan).doesNotExist();
  }

  @Test
  void secretsNeverShow() throws Exception {
    Errand errand =
        start(
            Work.of((in, context) -> {
              String secret = in.password().orElseThrow();
              context.info("using " + secret);
              context.progress("at https://jo:" + secret + "@example.org", 1);
              throw new IOException("refused " + secret, new IOException(secret));
            }));
    Task task =
        submit(
            errand,
            Submission.builder("work")
                .inputs(new Json("{\"password\":\"hunter2\"}"))
                .description("copy from https://jo:other@example.org with hunter2"));
    Task failed = ended(errand, task.id(), FAILED);
    assertThat(failed.description()).isEqualTo("copy from https://***@example.org with ***");
    String everything = task + " " + failed + " " + errand.log(task.id(), 1, 100);
    assertThat(everything).contains("***").doesNotContain("hunter2").doesNotContain("other@");
    assertThat(failed.failure().orElseThrow().message()).contains("refused ***");
  }

  @Test
  void aPartialResultMayHaveFilesToo() throws Exception {
    Gate gate = new Gate();
    Errand errand =
        start(
            Work.of((in, context) -> {
              Files.writeString(context.output("part.txt", "text/plain"), "part");
              gate.passDeaf();
              assertThat(context.isCancelled()).isTrue();
              return null;
            }));
    Task task = submit(errand, "x");
    gate.awaitReached();
    errand.cancel(task.id(), Optional.empty());
    gate.open();
    ended(errand, task.id(), CANCELLED);
    assertThat(errand.outputs(task.id())).extracting(Output::name).containsExactly("part.txt");
  }

  @Test
  void timesAreKeptToTheMillisecond() throws Exception {
    clock.set(Instant.parse("2026-01-02T03:04:05.123456789Z"));
    Errand errand = start(Work.of((in, context) -> null));
    Task task = submit(errand, "x");
    assertThat(task.times().submitted()).isEqualTo(Instant.parse("2026-01-02T03:04:05.123Z"));
    assertThat(ended(errand, task.id()).times().ended())
        .contains(Instant.parse("2026-01-02T03:04:05.123Z"));
  }
}
