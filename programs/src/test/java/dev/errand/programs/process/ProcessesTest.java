// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.errand.testkit.Looks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that are started together, and what goes wrong with one of them. */
class ProcessesTest {

  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  private final ProcessTable table = ProcessTable.ofThisSystem();

  @TempDir private Path folder;

  @AfterEach
  void kill() {
    living().forEach(pid -> Posix.signal(pid, Signal.KILL));
  }

  /** Those that live and that this test started. */
  private List<Long> living() {
    return table.all().stream()
        .filter(entry -> !entry.ended())
        .map(ProcessEntry::pid)
        .filter(pid -> table.command(pid).contains(sleep()))
        .toList();
  }

  /** A process that is just becoming another program has no command to know it by. */
  private void awaitSleeping(int count) {
    long begin = System.nanoTime();
    while (table.all().stream().filter(this::sleeps).count() < count) {
      assertThat(System.nanoTime() - begin).isLessThan(PATIENCE_NANOS);
      Looks.pause();
    }
  }

  private boolean sleeps(ProcessEntry entry) {
    return table.command(entry.pid()).equals(sleep());
  }

  /** A command that no other test has. */
  private String sleep() {
    return "sleep 900." + Integer.toUnsignedString(folder.hashCode());
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void oneThatCannotBeNotedIsEnded(Keeping keeping) throws IOException {
    Started started = new Started(folder);
    try (Processes processes = keeping.open(started.own())) {
      Files.delete(started.own().resolve("running"));

      assertThatIOException().isThrownBy(() -> started.in(processes, "1-1", "exec " + sleep()));

      assertThat(living()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void theEndOfOneLeavesAnotherWhoseNameBeginsAlike(Keeping keeping)
      throws IOException, InterruptedException {
    Started started = new Started(folder);
    try (Processes processes = keeping.open(started.own())) {
      RunningProcess first = started.in(processes, "5-1", "exec " + sleep());
      RunningProcess tenth = started.in(processes, "5-10", "exec " + sleep());
      awaitSleeping(2);

      assertThat(first.end().ended()).hasSize(1);

      assertThat(living()).hasSize(1);
      assertThat(tenth.end().ended()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Keeping.class)
  void oneWhoseEndFailsDoesNotKeepTheOthersAlive(Keeping keeping) throws IOException {
    Started started = new Started(folder);
    Processes processes = keeping.open(started.own());
    for (String attempt : List.of("1-1", "2-1", "3-1")) {
      RunningProcess _ = started.in(processes, attempt, "exec " + sleep());
      Path note = started.own().resolve("running").resolve(attempt);
      Files.delete(note);
      Files.createFile(Files.createDirectory(note).resolve("which cannot be deleted"));
    }

    assertThatIOException()
        .isThrownBy(processes::close)
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(2));

    assertThat(living()).isEmpty();
  }

  /** As in a container, whose first process adopts all orphans. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void orphansAreTakenInAlsoWithCgroups() throws IOException, InterruptedException {
    Path groups = Files.createDirectory(folder.resolve("groups"));
    Posix.adoptOrphans();
    try (Processes processes =
        Processes.open(
            Owner.of(folder.resolve("own")),
            Optional.of(new CgroupHome(new Cgroup(groups))),
            Set.of())) {
      Process parent = new ProcessBuilder("/bin/sh", "-c", "sleep 0 & echo $!").start();
      long orphan = Long.parseLong(parent.inputReader().readLine());
      int _ = parent.waitFor();
      long begin = System.nanoTime();
      while (!table.find(orphan).orElseThrow().ended()) {
        assertThat(System.nanoTime() - begin).isLessThan(PATIENCE_NANOS);
        Looks.pause();
      }

      processes.reap();
      processes.reap();

      assertThat(table.find(orphan)).isEmpty();
    }
  }
}
