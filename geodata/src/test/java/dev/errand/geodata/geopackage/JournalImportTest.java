// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.errand.task.Task;
import dev.errand.testkit.AttemptContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database with a journal beside it is imported as it was committed last. */
class JournalImportTest {

  private static final int ROWS = 300;
  private static final String COUNTS =
      "SELECT count(*), sum(name LIKE 'n%'), sum(name LIKE 'new%') FROM roads";

  @TempDir private Path folder;
  private ImportPlace place;

  @BeforeEach
  void setUp() throws Exception {
    place = new ImportPlace(folder);
  }

  @AfterEach
  void tearDown() throws IOException {
    assertThat(place.scratch()).isEmpty();
    place.close();
  }

  private TestFile roads(String name) throws Exception {
    return TestFile.points(place.files.resolve(name), "roads", ROWS);
  }

  /** As long as it is open, its log holds what was committed. */
  private TestFile logged(String name) throws Exception {
    return roads(name)
        .query("PRAGMA journal_mode = WAL")
        .query("PRAGMA wal_autocheckpoint = 0")
        .sql("UPDATE roads SET name = 'new' || fid WHERE fid > 12");
  }

  /** In the middle of a change that has reached the file and is not committed. */
  private TestFile halfChanged(String name) throws Exception {
    return roads(name)
        .query("PRAGMA cache_size = 1")
        .sql(
            "CREATE TABLE more (a TEXT)",
            "BEGIN",
            "UPDATE roads SET name = 'new' || fid || hex(zeroblob(400)) WHERE fid > 12",
            "INSERT INTO more SELECT hex(zeroblob(4000)) FROM roads");
  }

  /** What a kill of the writer leaves, under another name. */
  private Path killed(TestFile open, String name) throws IOException {
    Path left = place.files.resolve(name);
    Files.copy(open.path(), left);
    for (Journal journal : Journal.values()) {
      if (Files.exists(journal.beside(open.path()))) {
        Files.copy(journal.beside(open.path()), journal.beside(left));
      }
    }
    return left;
  }

  /** All files that callers may name, with their content and time. */
  private Map<String, String> everything() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.list(place.files)) {
      for (Path path : paths.toList()) {
        FileTime time = Files.getLastModifiedTime(path);
        byte[] bytes = Files.isRegularFile(path) ? Files.readAllBytes(path) : new byte[0];
        all.put(path.getFileName().toString(), time + " " + java.util.Arrays.hashCode(bytes));
      }
    }
    return all;
  }

  @Test
  void whatIsOnlyInTheLogIsImportedWhileItsWriterHasItOpen() throws Exception {
    try (TestFile open = logged("open.gpkg")) {
      Map<String, String> before = everything();
      assertThat(before).containsKey("open.gpkg-wal");
      Task task = place.imported(open.path());
      assertThat(place.rows(COUNTS)).containsExactly("[300, 300, 288]");
      assertThat(place.warnings(task)).isEmpty();
      assertThat(everything()).isEqualTo(before);
    }
  }

  @Test
  void theLogThatAKilledWriterLeftIsImported() throws Exception {
    Path left;
    try (TestFile open = logged("open.gpkg")) {
      left = killed(open, "left.gpkg");
    }
    Map<String, String> before = everything();
    place.imported(left);
    assertThat(place.rows(COUNTS)).containsExactly("[300, 300, 288]");
    assertThat(everything()).isEqualTo(before);
    assertThat(TestFile.rows(left, COUNTS)).containsExactly("[300, 300, 288]"); // SQLite itself
  }

  @Test
  void whatWasNeverCommittedIsNotImported() throws Exception {
    Path left;
    try (TestFile open = halfChanged("open.gpkg")) {
      left = killed(open, "left.gpkg");
      place.imported(open.path());
      assertThat(place.rows(COUNTS)).containsExactly("[300, 300, 0]");
    }
    Map<String, String> before = everything();
    TestFile.points(place.files.resolve("other.gpkg"), "roads", 1).close();
    place.imported(place.files.resolve("other.gpkg"));
    Files.delete(place.files.resolve("other.gpkg"));
    place.imported(left);
    assertThat(place.rows(COUNTS)).containsExactly("[300, 300, 0]");
    assertThat(everything()).isEqualTo(before);
    assertThat(TestFile.rows(left, COUNTS)).containsExactly("[300, 300, 0]"); // SQLite itself
  }

  @Test
  void aLinkIsFollowedBeforeJournalsAreLookedFor() throws Exception {
    try (TestFile open = logged("open.gpkg")) {
      Path link = Files.createSymbolicLink(place.files.resolve("link.gpkg"), open.path());
      place.imported(link);
      assertThat(place.rows(COUNTS)).containsExactly("[300, 300, 288]");
    }
  }

  @Test
  void journalsThatHoldNothingCostNoCopy() throws Exception {
    TestFile file = roads("persist.gpkg").query("PRAGMA journal_mode = PERSIST");
    file.sql("UPDATE roads SET name = 'new' || fid").close();
    assertThat(Files.size(place.files.resolve("persist.gpkg-journal"))).isPositive();
    Files.createFile(place.files.resolve("persist.gpkg-wal"));
    AttemptContext context = new AttemptContext(folder.resolve("own"));
    place.operation.run(inputs("persist.gpkg"), context);
    assertThat(folder.resolve("own")).doesNotExist();
    assertThat(place.rows(COUNTS)).containsExactly("[300, 300, 300]");
  }

  private static GeoPackageImport.Inputs inputs(String file) {
    return dev.errand.task.Json.of(
            Map.of(
                "repo", "village",
                "file", file,
                "add", false,
                "alter", false,
                "forceFeatureType", false,
                "interchange", false))
        .as(GeoPackageImport.Inputs.class);
  }

  @Test
  void aFileThatIsChangedWhileItIsReadIsRefused() throws Exception {
    try (TestFile open = roads("busy.gpkg")) {
      AttemptContext context = new AttemptContext(folder.resolve("own"));
      context.onProgress(said -> {
        if (said.text().startsWith("Importing")) {
          change(open);
        }
      });
      assertThatThrownBy(() -> place.operation.run(inputs("busy.gpkg"), context))
          .isInstanceOf(BusyFileException.class)
          .hasMessageStartingWith("The file was changed while it was read.")
          .hasMessageContaining("VACUUM INTO");
    }
    assertThat(place.repository.head()).isEmpty();
  }

  private static void change(TestFile open) {
    try {
      open.sql("UPDATE roads SET name = 'new'");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCancelWhileItIsCopiedLeavesNothing() throws Exception {
    try (TestFile open = logged("open.gpkg")) {
      AttemptContext context = new AttemptContext(folder.resolve("own"));
      context.onProgress(said -> {
        if (said.text().startsWith("Copying")) {
          context.cancel();
        }
      });
      assertThatThrownBy(() -> place.operation.run(inputs(open.path().toString()), context))
          .isInstanceOf(dev.errand.operation.CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(folder.resolve("own")).isEmptyDirectory();
    }
  }

  @Test
  void aJournalThatLeadsOutOfTheFoldersIsRefused() throws Exception {
    roads("roads.gpkg").close();
    Path secret = Files.writeString(folder.resolve("secret"), "s".repeat(5_000));
    for (String ending : List.of("-wal", "-journal")) {
      Path link = Files.createSymbolicLink(place.files.resolve("roads.gpkg" + ending), secret);
      assertThat(place.refused(place.files.resolve("roads.gpkg")))
          .startsWith("The file has a journal (" + ending + ") that is no plain file in a folder")
          .doesNotContain(folder.toString());
      Files.delete(link);
    }
  }

  @Test
  @Timeout(60)
  void aJournalThatIsAPipeOrAFolderIsRefused() throws Exception {
    roads("roads.gpkg").close();
    Path beside = Files.createDirectory(place.files.resolve("roads.gpkg-journal"));
    assertThat(place.refused(place.files.resolve("roads.gpkg"))).contains("no plain file");
    Files.delete(beside);
    assumeThat(Path.of("/usr/bin/mkfifo")).exists();
    Path pipe = place.files.resolve("roads.gpkg-wal");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(place.refused(place.files.resolve("roads.gpkg"))).contains("no plain file");
  }

  @Test
  void aJournalThatTheDiskHasNoRoomForIsRefusedAtOnce() throws Exception {
    roads("roads.gpkg").close();
    long free = Files.getFileStore(place.data).getUsableSpace();
    try (RandomAccessFile sparse =
        new RandomAccessFile(place.files.resolve("roads.gpkg-wal").toFile(), "rw")) {
      sparse.setLength(free + (1L << 40));
    }
    assertThat(place.refused(place.files.resolve("roads.gpkg")))
        .startsWith("The file has a journal beside it, so it has to be copied")
        .contains("the server's disk has no room for it");
  }

  /** SQLite would read the other journal, find nothing there, and delete it. */
  @Test
  void aJournalThatNamesAnotherOneIsNeverFollowed() throws Exception {
    Path left;
    try (TestFile open = halfChanged("open.gpkg")) {
      left = killed(open, "left.gpkg");
    }
    Path victim = Files.writeString(folder.resolve("victim"), "not a journal");
    byte[] name = victim.toString().getBytes(StandardCharsets.UTF_8);
    int sum = 0;
    for (byte letter : name) {
      sum += letter;
    }
    int lockPage = 0x40000000 / 4096 + 1;
    ByteBuffer end =
        ByteBuffer.allocate(name.length + 20)
            .putInt(lockPage)
            .put(name)
            .putInt(name.length)
            .putInt(sum)
            .putLong(0xd9d505f920a163d7L);
    Files.write(
        Journal.ROLLBACK.beside(left), end.array(), java.nio.file.StandardOpenOption.APPEND);
    assertThat(place.refused(left)).contains("several databases at once");
    assertThat(victim).exists();
  }

  @Test
  void anUploadSaysWhatItMayLack() throws Exception {
    Path alone;
    Path longer;
    try (TestFile open = logged("open.gpkg");
        TestFile half = halfChanged("half.gpkg")) {
      alone = Files.copy(open.path(), place.files.resolve("alone.gpkg"));
      longer = Files.copy(half.path(), place.files.resolve("longer.gpkg"));
    }
    assertThat(place.warnings(place.uploaded(alone)))
        .singleElement()
        .asString()
        .contains("WAL mode", "-wal", "VACUUM INTO");
    try (TestFile plain = TestFile.points(place.files.resolve("plain.gpkg"), "roads", 7)) {
      assertThat(place.warnings(place.uploaded(plain.path()))).isEmpty();
    }
    assertThat(SettledFile.alone(longer).doubt())
        .hasValueSatisfying(
            doubt -> assertThat(doubt).contains("longer than its header says", "-journal"));
  }
}
