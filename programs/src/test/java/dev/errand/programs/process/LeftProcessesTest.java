// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a start does about the notes of processes that an earlier one left. */
@EnabledOnOs(OS.LINUX)
class LeftProcessesTest {

  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /** No process can have this id. */
  private static final long NOBODY = 1L << 30;

  @TempDir private Path folder;
  private final ProcessTable table = ProcessTable.ofThisSystem();
  private Process process;

  /** One without our mark, so that only its note tells whose it is. */
  @BeforeEach
  void start() throws IOException {
    process = new ProcessBuilder("sleep", "60").start();
    Owner.of(folder).note("1-1", table.find(process.pid()).orElseThrow());
  }

  @AfterEach
  void kill() {
    process.destroyForcibly();
  }

  private int end() throws IOException, InterruptedException {
    return new LeftProcesses(table, Owner.of(folder), Set.of()).end(Optional.empty());
  }

  @Test
  void oneThatWasNotedIsEnded() throws IOException, InterruptedException {
    assertThat(end()).isEqualTo(1);

    assertThat(process.waitFor()).isEqualTo(137);
    assertThat(folder.resolve("running")).isEmptyDirectory();
  }

  @Test
  void oneThatOnlyHasItsNumbersSinceTheMachineStartedAnewIsNot()
      throws IOException, InterruptedException {
    Path note = folder.resolve("running").resolve("1-1");
    String boot = Files.readString(BOOT).strip();
    Files.writeString(note, Files.readString(note).replace(boot, UUID.randomUUID().toString()));

    assertThat(end()).isZero();

    assertThat(process.isAlive()).isTrue();
  }

  /** Such as one that waits for a disk that does not answer. */
  @Test
  void oneThatDoesNotEndHoldsUpNothingElse() throws IOException, InterruptedException {
    ProcessEntry stuck = new ProcessEntry(NOBODY, 1, NOBODY, 5, false);
    ListedProcesses listed = new ListedProcesses();
    listed.list(stuck);
    Owner owner = Owner.of(folder);
    owner.note("2-1", stuck);
    CgroupHome home = new CgroupHome(new Cgroup(folder.resolve("groups")));
    for (String name : List.of("3-1", "4-1")) {
      Path group = Files.createDirectories(home.group().folder().resolve(name));
      Files.writeString(group.resolve("cgroup.procs"), NOBODY + "\n");
      Files.writeString(group.resolve("cgroup.events"), "populated 1\n");
    }

    assertThat(new LeftProcesses(listed, owner, Set.of()).end(Optional.of(home))).isEqualTo(3);

    assertThat(home.left())
        .hasSize(2)
        .allSatisfy(group -> assertThat(group.folder().resolve("cgroup.kill")).hasContent("1"));
    assertThat(owner.notes(Set.of())).contains(Owner.note(stuck));
  }
}
