// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that dies at work on a transaction leaves all of it or nothing. */
class TransactionCrashTest {

  private static final int DIED = 42;
  private static final int ROUNDS = 10;

  @TempDir private Path root;
  private Revision old;

  /** The process that dies: {@code TransactionCrashTest ROOT COMMAND TRANSACTION STEP}. */
  public static void main(String[] args) throws IOException {
    Repository repository =
        Repositories.open(
                Path.of(args[0]),
                RepositorySettings.by(Clock.systemUTC()),
                step -> {
                  if (step.name().equals(args[3])) {
                    Runtime.getRuntime().halt(DIED);
                  }
                })
            .open("a");
    UUID id = UUID.fromString(args[2]);
    switch (args[1]) {
      case "begin" -> repository.transactions().begin(Optional.empty());
      case "commit" -> TransactionsTest.commit(repository, id, "second");
      case "end" -> repository.transactions().end(id);
      case "cancel" -> repository.transactions().cancel(id);
      default -> work(repository);
    }
  }

  /** Pairs of revisions, each pair in a transaction; every third is cancelled. */
  private static void work(Repository repository) throws IOException {
    System.out.println("ready");
    for (int i = 0; ; i++) {
      UUID id = repository.transactions().begin(Optional.empty()).id();
      TransactionsTest.commit(repository, id, UUID.randomUUID().toString());
      TransactionsTest.commit(repository, id, UUID.randomUUID().toString());
      if (i % 3 == 2) {
        repository.transactions().cancel(id);
      } else {
        repository.transactions().end(id);
      }
      System.out.println("done");
    }
  }

  @BeforeEach
  void setUp() throws IOException {
    Repository repository = open(root);
    old = RepositoriesTest.commit(repository, "old");
  }

  private static Repository open(Path root) throws IOException {
    Repositories repositories = Repositories.open(root, Clock.systemUTC());
    Optional<Repository> there = repositories.find("a");
    return there.isPresent() ? there.get() : repositories.init("a");
  }

  private Process start(String command, UUID id, String step) throws IOException {
    return new ProcessBuilder(
            ChildJvm.command(
                TransactionCrashTest.class, root.toString(), command, id.toString(), step))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @ParameterizedTest
  @CsvSource({
    "begin,TRANSACTION_WRITTEN",
    "commit,SYNCED",
    "commit,DATA_NAMED",
    "commit,REVISION_WRITTEN",
    "commit,TRANSACTION_WRITTEN",
    "end,HEAD_WRITTEN",
    "end,HEAD_LINKED",
    "end,TRANSACTION_REMOVED",
    "cancel,TRANSACTION_REMOVED"
  })
  void eachStepLeavesAllOrNothing(String command, CommitStep step) throws Exception {
    Repository before = open(root);
    UUID id = before.transactions().begin(Optional.empty()).id();
    Revision inside = TransactionsTest.commit(before, id, "first");
    Process process = start(command, id, step.name());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(DIED);
    Repository after = open(root);
    boolean shown = command.equals("end");
    assertThat(after.head()).contains(shown ? inside : old);
    assertThat(after.folder().resolve("head.gpkg")).hasContent(shown ? "first" : "old");
    assertThat(files(after.folder())).isEqualTo(reachable(after));
    boolean removed = step == CommitStep.TRANSACTION_REMOVED;
    assertThat(after.transactions().find(id).isEmpty()).isEqualTo(removed);
    if (!removed) {
      boolean advanced = command.equals("commit") && step == CommitStep.TRANSACTION_WRITTEN;
      assertThat(after.data(after.head(Optional.of(id)).orElseThrow()))
          .hasContent(advanced ? "second" : "first");
      after.transactions().end(id);
      assertThat(after.folder().resolve("head.gpkg")).hasContent(advanced ? "second" : "first");
    }
    RepositoriesTest.commit(after, "next");
  }

  @Test
  void killsAtAnyMomentLeaveAllOrNothing() throws Exception {
    Random random = new Random(20_261_122);
    Set<String> seen = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Process process = start("work", new UUID(0, 0), "none");
      try (BufferedReader output = process.inputReader(StandardCharsets.US_ASCII)) {
        assertThat(output.readLine()).isEqualTo("ready");
        for (int i = random.nextInt(6); i >= 0; i--) {
          assertThat(output.readLine()).isEqualTo("done");
        }
        assertThat(process.waitFor(random.nextInt(20), TimeUnit.MILLISECONDS)).isFalse();
      } finally {
        process.destroyForcibly().waitFor();
      }
      Repository after = open(root);
      List<Revision> log = after.log(Integer.MAX_VALUE);
      assertThat(log.size() % 2).as("pairs on top of the first").isEqualTo(1);
      assertThat(log).contains(old);
      log.forEach(revision -> assertThat(after.data(revision)).hasContent(revision.message()));
      assertThat(log.stream().map(Revision::id)).containsAll(seen);
      log.forEach(revision -> seen.add(revision.id()));
      assertThat(files(after.folder())).isEqualTo(reachable(after));
    }
    assertThat(seen).hasSizeGreaterThan(ROUNDS);
  }

  static Set<String> reachable(Repository repository) throws IOException {
    Set<String> files = new HashSet<>(Set.of("HEAD", "head.gpkg"));
    keep(files, repository.log(Integer.MAX_VALUE));
    for (Transaction open : repository.transactions().all()) {
      files.add("transactions/" + open.id() + ".json");
      keep(files, repository.history(repository.head(Optional.of(open.id()))).toList());
    }
    return files;
  }

  private static void keep(Set<String> files, List<Revision> revisions) {
    for (Revision revision : revisions) {
      files.add("data/" + revision.id() + ".gpkg");
      files.add("revisions/" + revision.id() + ".json");
    }
  }

  static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .collect(Collectors.toSet());
    }
  }
}
