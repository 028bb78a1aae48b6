// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.ErrandException;
import dev.errand.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Another process that has a root open and does to its repository {@code a} what it is told, line
 * by line: each command is answered by a line. It is killed when this is closed.
 */
final class RepositoryProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader said;
  private final Writer told;

  private RepositoryProcess(Process process) {
    this.process = process;
    this.said = process.inputReader(StandardCharsets.UTF_8);
    this.told = process.outputWriter(StandardCharsets.UTF_8);
  }

  static RepositoryProcess start(Path root) throws IOException {
    RepositoryProcess started =
        new RepositoryProcess(
            new ProcessBuilder(ChildJvm.command(RepositoryProcess.class, root.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    assertThat(started.hear()).isEqualTo("ready");
    return started;
  }

  String ask(String command) throws IOException {
    tell(command);
    return hear();
  }

  void tell(String command) throws IOException {
    told.write(command + "\n");
    told.flush();
  }

  String hear() throws IOException {
    return assertThat(said.readLine()).as("an answer").isNotNull().actual();
  }

  /** Sends it a signal by the name that kill(1) knows. */
  void signal(String name) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  /** Kills it with -9. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private static final BufferedReader INPUT =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private static final Set<CommitStep> STOPS = new HashSet<>();

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    try (Repositories repositories =
        Repositories.open(root, RepositoryRace.SETTINGS, RepositoryProcess::stop)) {
      Obedience obedience = new Obedience(root, repositories.open("a"));
      System.out.println("ready");
      for (String line = INPUT.readLine(); line != null; line = INPUT.readLine()) {
        System.out.println(answer(obedience, line.split(" ")));
      }
    }
  }

  private static void stop(CommitStep step) {
    if (STOPS.contains(step)) {
      System.out.println("at " + step);
      try {
        assertThat(INPUT.readLine()).isEqualTo("go");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String answer(Obedience obedience, String[] words) throws IOException {
    try {
      return obedience.answer(words);
    } catch (ErrandException e) {
      return e.getClass().getSimpleName();
    }
  }

  /** What the other process knows to do. */
  private record Obedience(Path root, Repository repository) {

    private static Optional<Transactions.Stay> stay = Optional.empty();

    String answer(String[] words) throws IOException {
      return switch (words[0]) {
        case "stop" -> String.valueOf(STOPS.add(CommitStep.valueOf(words[1])));
        case "race" -> RepositoryRace.run(root, repository, "other").toString();
        case "draft" -> Files.writeString(repository.draft().file(), "unfinished").toString();
        case "commit" -> RepositoriesTest.commit(repository, words[1]).id();
        case "read" -> Files.readString(repository.data(RevisionFile.read(Path.of(words[1]))));
        default -> inTransaction(words, UUID.fromString(words[1]));
      };
    }

    private String inTransaction(String[] words, UUID id) throws IOException {
      switch (words[0]) {
        case "stay" -> stay = Optional.of(repository.transactions().stay(Optional.of(id)));
        case "leave" -> stay.orElseThrow().close();
        case "cancel" -> repository.transactions().cancel(id);
        default -> {
          return TransactionsTest.commit(repository, id, words[2]).id();
        }
      }
      return "done";
    }
  }
}
