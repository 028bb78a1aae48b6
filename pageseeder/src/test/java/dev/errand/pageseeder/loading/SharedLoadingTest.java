// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.files.FolderLocks;
import dev.errand.files.LeftFiles;
import dev.errand.pageseeder.groups.GroupRefusedException;
import dev.errand.pageseeder.groups.Place;
import dev.errand.pageseeder.groups.Waiting;
import dev.errand.testkit.AttemptContext;
import dev.errand.testkit.OtherProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one folder of loading zones: real processes, one stopped in the middle. */
@Timeout(90)
class SharedLoadingTest {

  private static final int FILES = 20;

  @TempDir private Path data;
  private Workplace place;

  @BeforeEach
  void open() throws Exception {
    place = new Workplace(data);
    Files.createDirectories(place.zone(11));
  }

  @AfterEach
  void close() {
    place.close();
  }

  private OtherProcess stopped(String what) throws Exception {
    OtherProcess other = OtherProcess.start(LoadingNeighbour.class, data, what);
    other.awaitSaid("here");
    return other;
  }

  private List<String> unfinished() throws Exception {
    return LeftFiles.in(place.folders.unfinished());
  }

  /** What another attempt of the task that the other process has says on this node. */
  private CompletableFuture<List<String>> nextAttempt() {
    return CompletableFuture.supplyAsync(() -> {
      AttemptContext context = new AttemptContext(data.resolve("scratch"));
      try {
        UnzipResult result =
            new LoadUnzip(place.site, UnzipLimits.DEFAULTS).run(LoadingNeighbour.inputs(), context);
        assertThat(result.files()).isEqualTo(FILES);
        return context.logged();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
  }

  @Test
  void whatAnotherNodeReceivesSurvivesAStartAndGoesOnceItIsKilled() throws Exception {
    try (OtherProcess other = stopped(LoadingNeighbour.RECEIVE);
        OtherProcess killed = stopped(LoadingNeighbour.RECEIVE)) {
      LoadingZones.open(place.folders);
      assertThat(unfinished()).hasSize(2);
      killed.kill();
      place.site.zones().sweep();
      assertThat(unfinished()).hasSize(1);
      other.goOn();
      other.awaitSaid("done");
    }
    assertThat(place.zone(11).resolve("up.txt")).hasContent("x");
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void whatAnAttemptPreparesSurvivesAStartAndIsReplacedOnceItIsKilled() throws Exception {
    Files.write(place.zone(11).resolve("up.zip"), Zips.many(FILES));
    try (OtherProcess other = stopped(LoadingNeighbour.UNZIP)) {
      LoadingZones.open(place.folders);
      assertThat(unfinished()).hasSize(LoadingNeighbour.FILES_BEFORE_THE_STOP);
      CompletableFuture<List<String>> next = nextAttempt();
      other.kill();
      assertThat(next.join()).hasSize(FILES);
    }
    place.site.zones().sweep();
    assertThat(unfinished()).containsExactly(key() + "/done", key() + "/ready");
    assertThat(LeftFiles.in(place.zone(11))).hasSize(FILES + 1);
  }

  @Test
  void aFrozenAttemptIsWaitedForAndWhatItDidIsTakenUp() throws Exception {
    Files.write(place.zone(11).resolve("up.zip"), Zips.many(FILES));
    try (OtherProcess other = stopped(LoadingNeighbour.UNZIP)) {
      other.freeze();
      CompletableFuture<List<String>> next = nextAttempt();
      assertThatThrownBy(() ->
              place
                  .site
                  .relocations()
                  .hold(List.of(Place.turn(Village.SPECS)), Waiting.atMost(Duration.ofMillis(120))))
          .isInstanceOf(GroupRefusedException.class);
      assertThat(next).isNotDone();
      other.goOn();
      other.thaw();
      other.awaitSaid("done");
      assertThat(next.join()).as("what it unzipped itself").isEmpty();
    }
    assertThat(LeftFiles.in(place.zone(11))).hasSize(FILES + 1);
  }

  @Test
  void whatIsReadyStaysForAWeekAndWhileAnAttemptIsAtWorkOnIt() throws Exception {
    UUID task = new UUID(0, 7);
    Path ready;
    try (Staging staging = place.site.zones().staging(task)) {
      staging.begin();
      staging.ready(new UnzipResult(0, 0));
      ready = staging.folder();
      Files.setLastModifiedTime(ready, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
      place.site.zones().sweep();
      assertThat(ready).isDirectory();
    }
    Files.setLastModifiedTime(ready, FileTime.from(Instant.now().minus(Duration.ofDays(6))));
    place.site.zones().sweep();
    assertThat(ready).isDirectory();
    Files.setLastModifiedTime(ready, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    place.site.zones().sweep();
    assertThat(ready).doesNotExist();
  }

  @Test
  void theEndOfATaskWaitsForAnAttemptThatMayStillWrite() throws Exception {
    LoadUnzip unzip = new LoadUnzip(place.site, UnzipLimits.DEFAULTS);
    AttemptContext context = new AttemptContext(data.resolve("scratch"));
    Files.write(place.zone(11).resolve("up.zip"), Zips.many(FILES));
    unzip.run(LoadingNeighbour.inputs(), context);
    CompletableFuture<Void> released;
    try (FolderLocks.Held _ = place.site.relocations().hold(List.of(Place.turn(Village.SPECS)))) {
      released =
          CompletableFuture.runAsync(() -> {
            try {
              unzip.release(LoadingNeighbour.inputs(), context.task());
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });
      assertThat(released).failsWithin(Duration.ofMillis(150));
      assertThat(unfinished()).contains(key() + "/done");
    }
    released.join();
    assertThat(unfinished()).isEmpty();
  }

  /** Of the task that every context in these tests has. */
  private static String key() {
    return new UUID(0, 1).toString();
  }
}
