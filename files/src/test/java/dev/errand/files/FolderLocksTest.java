// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLocksTest {

  @TempDir Path folder;

  @Test
  void oneAloneOrManyTogether() throws Exception {
    try (FolderLocks one = FolderLocks.open(folder);
        FolderLocks other = FolderLocks.open(folder)) {
      FolderLocks.Held alone = one.tryLock("a").orElseThrow();
      assertThat(other.tryLock("a")).isEmpty();
      assertThat(other.tryShare("a")).isEmpty();
      alone.close();
      alone.close();

      FolderLocks.Held shared = one.tryShare("a").orElseThrow();
      FolderLocks.Held too = other.tryShare("a").orElseThrow();
      shared.close();
      assertThat(one.tryLock("a")).isEmpty();
      too.close();
      assertThat(one.tryLock("a")).isPresent();
    }
  }

  @Test
  void whoWaitsGetsItWhenItIsFree() throws Exception {
    try (FolderLocks locks = FolderLocks.open(folder)) {
      FolderLocks.Held held = locks.tryLock("a").orElseThrow();
      CompletableFuture<Optional<FolderLocks.Held>> waiting =
          CompletableFuture.supplyAsync(() -> {
            try {
              return Optional.of(locks.lock("a", Duration.ofMinutes(1)));
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });
      held.close();
      assertThat(waiting.join()).isPresent();
    }
  }

  @Test
  void givesUpAfterAWhile() throws Exception {
    try (FolderLocks locks = FolderLocks.open(folder);
        FolderLocks.Held _ = locks.tryLock("a commit").orElseThrow()) {
      assertThatThrownBy(() -> locks.lock("a commit", Duration.ofMillis(20)))
          .isInstanceOf(FolderBusyException.class)
          .hasMessageContaining("a commit");
    }
  }

  @Test
  void anInterruptLosesNoLock() throws Exception {
    try (FolderLocks locks = FolderLocks.open(folder);
        FolderLocks.Held _ = locks.tryLock("a").orElseThrow()) {
      Process other = LockHolder.start(folder, "held elsewhere", "shared");
      try {
        other.inputReader().readLine();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> locks.lock("held elsewhere", Duration.ofMinutes(1)))
            .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
      } finally {
        other.destroyForcibly().waitFor();
      }
      Process wantsTheSame = LockHolder.start(folder, "a", "shared");
      assertThat(wantsTheSame.waitFor()).isNotZero();
    }
  }

  @Test
  void holdsAgainstOtherProcessesUntilTheyDie() throws Exception {
    try (FolderLocks locks = FolderLocks.open(folder)) {
      Process other = LockHolder.start(folder, "alone", "shared");
      String mark;
      try {
        mark = other.inputReader().readLine();
        assertThat(locks.isLive(mark)).isTrue();
        assertThat(locks.tryLock("alone")).isEmpty();
        assertThat(locks.tryShare("alone")).isEmpty();
        assertThat(locks.tryLock("shared")).isEmpty();
        FolderLocks.Held shared = locks.tryShare("shared").orElseThrow();
        shared.close();
      } finally {
        other.destroyForcibly().waitFor();
      }
      assertThat(locks.isLive(mark)).isFalse();
      assertThat(locks.tryLock("alone")).isPresent();
    }
  }

  @Test
  void aMarkEndsWithItsOpening() throws Exception {
    try (FolderLocks locks = FolderLocks.open(folder)) {
      FolderLocks other = FolderLocks.open(folder);
      String mark = other.mark();
      assertThat(locks.isLive(mark)).isTrue();
      other.close();
      assertThat(locks.isLive(mark)).isFalse();
      assertThat(locks.isLive(locks.mark())).isTrue();
    }
  }
}
