// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.files.LeftFiles;
import dev.errand.http.HttpSettings;
import dev.errand.task.LogEntry;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnzipTest {

  private static final UnzipLimits LIMITS = new UnzipLimits(1_000, 5_000_000, 100, 1_000_000, 5);

  @TempDir private Path data;
  private LoadingServer server;

  @BeforeEach
  void start() throws Exception {
    server = new LoadingServer(data, LIMITS, HttpSettings.DEFAULTS);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Path zone() {
    return server.place.zone(11);
  }

  private Task unzipped(byte[] zip) throws Exception {
    server.uploaded("up.zip", zip);
    return server.ended(server.zone("unzip", "path=up.zip"));
  }

  @Test
  void row39UnzipsInTheWrapperThatClientsKnow() throws Exception {
    server.uploaded("up.zip", Zips.of("a/", "", "a/b.txt", "1", "ü.txt", "2", "e/", ""));
    HttpResponse<String> started = server.zone("unzip", "path=up.zip");
    assertThat(started.statusCode()).isEqualTo(202);
    assertThat(started.body()).contains("<load-unzip><thread id=\"").endsWith("</load-unzip>\n");
    Task task = server.ended(started);
    assertThat(task.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(zone().resolve("a/b.txt")).hasContent("1");
    assertThat(zone().resolve("ü.txt")).hasContent("2");
    assertThat(zone().resolve("e")).isEmptyDirectory();
    assertThat(zone().resolve("up.zip")).exists();
    assertThat(server.progress("jjones", task).body())
        .contains("status=\"completed\"", "total=\"4\" current=\"4\"");
    assertThat(server.place.errand.log(task.id(), 1, 100))
        .extracting(entry -> entry instanceof LogEntry.Line line ? line.text() : "")
        .contains("Unzipped a/b.txt", "Unzipped ü.txt");
    assertNothingUnfinished();
  }

  @Test
  void row42TakesParametersOfTheQueryWithoutABody() throws Exception {
    server.uploaded("in/up.zip", Zips.of("a.txt", "1"));
    HttpResponse<String> started =
        server.ask(
            "jjones",
            "POST",
            "/ps/service/members/jjones/groups/acme-specs/loadingzone/unzip"
                + "?path=in/up.zip&deleteoriginal=true");
    assertThat(server.ended(started).status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(zone().resolve("in/a.txt")).hasContent("1");
    assertThat(zone().resolve("in/up.zip")).doesNotExist();
  }

  @Test
  void filesThatAreThereAreReplacedAndOthersStay() throws Exception {
    server.uploaded("a/old.txt", "old".getBytes(UTF_8));
    server.uploaded("a/both.txt", "old".getBytes(UTF_8));
    assertThat(unzipped(Zips.of("a/both.txt", "new", "b/c.txt", "c")).status())
        .isEqualTo(TaskStatus.FINISHED);
    assertThat(zone().resolve("a/old.txt")).hasContent("old");
    assertThat(zone().resolve("a/both.txt")).hasContent("new");
    assertThat(zone().resolve("b/c.txt")).hasContent("c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x.txt",
        "a/../../x",
        "/etc/x.txt",
        "C:/x.txt",
        "..\\x.txt",
        "a//b.txt",
        "./x.txt",
        "a/b/c/d/e/f/g.txt"
      })
  void refusesNamesThatLeadElsewhere(String name) throws Exception {
    assertRefused(unzipped(Zips.of("good.txt", "1", name, "2")), name.replace('\\', '\\'));
  }

  @Test
  void refusesLinks() throws Exception {
    byte[] zip = Zips.of("good.txt", "1", "link", "/etc/passwd");
    // Made on Unix (3), with the mode of a symbolic link.
    byte[] linked = Zips.header(Zips.header(zip, 2, 5, 3), 2, 40, 0xff, 0xa1);
    assertRefused(unzipped(linked), "link or a device");
  }

  @Test
  void refusesWhatIsThereTwice() throws Exception {
    byte[] zip = Zips.patched(Zips.of("a.txt", "1", "b.txt", "2"), "b.txt", "a.txt");
    assertRefused(unzipped(zip), "a.txt");
    assertRefused(unzipped(Zips.of("a", "1", "a/b", "2")), "as a file and as a folder");
  }

  @Test
  void refusesEncryptedEntries() throws Exception {
    byte[] zip = Zips.header(Zips.of("a.txt", "1", "secret.txt", "2"), 2, 8, 1);
    assertRefused(unzipped(zip), "secret.txt (entry 2) is encrypted");
  }

  @Test
  void refusesBombs() throws Exception {
    assertRefused(unzipped(Zips.bomb(2_000_000)), "more than 100 times");
    String[] many = new String[2_002];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = i + ".txt";
      many[i + 1] = "";
    }
    assertRefused(unzipped(Zips.of(many)), "1001 entries");
    byte[] random = new byte[3_000_000];
    new java.util.Random(1).nextBytes(random);
    String noise = new String(random, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertRefused(unzipped(Zips.of("a", noise, "b", noise)), "5000000 bytes");
  }

  @Test
  void refusesDamagedFiles() throws Exception {
    assertRefused(unzipped("no zip".getBytes(UTF_8)), "not a zip file");
    byte[] zip = Zips.of("a.txt", "12345678");
    assertRefused(unzipped(java.util.Arrays.copyOf(zip, zip.length - 30)), "zip file");
    assertRefused(unzipped(Zips.header(zip, 1, 16, 1, 2, 3, 4)), "a.txt is damaged");
    assertRefused(unzipped(Zips.header(zip, 1, 10, 12)), "method 12");
    assertRefused(unzipped(Zips.header(zip, 1, 28, 200)), "damaged at entry 1");
    byte[] hidden = Zips.of("a.txt", "1", "b.txt", "2");
    byte[] one = hidden.clone();
    one[one.length - 12] = 1; // entries in all
    one[one.length - 14] = 1; // entries on this disk
    assertRefused(unzipped(one), "more entries than its end says");
  }

  @Test
  void refusesAFileWhereAFolderIsInTheZone() throws Exception {
    server.uploaded("a/b.txt", new byte[1]);
    assertRefused(unzipped(Zips.of("c.txt", "1", "a", "2")), "has a folder at a");
    assertThat(zone().resolve("a/b.txt")).hasSize(1);
  }

  private void assertRefused(Task task, String said) throws IOException {
    assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(task.failure().orElseThrow().message().orElse("")).contains(said);
    assertThat(zone().resolve("good.txt")).doesNotExist();
    assertThat(zone().resolve("c.txt")).doesNotExist();
    try (Stream<Path> files = Files.walk(data)) {
      assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("x.txt", "link");
    }
    assertNothingUnfinished();
  }

  @Test
  void row36AnswersWith202AndRow37TheThreadIsKnownAtOnce() throws Exception {
    server.uploaded("up.zip", Zips.of("a.txt", "1"));
    HttpResponse<String> started = server.zone("unzip", "path=up.zip");
    assertThat(started.statusCode()).isEqualTo(202);
    assertThat(started.body().split("<thread ", -1)).hasSize(2);
    assertThat(server.progress("jjones", server.task(started)).statusCode()).isEqualTo(200);
    server.ended(started);
  }

  @Test
  void row44ARefusedStartLeavesNoThread() throws Exception {
    String path = "/ps/service/members/%s/groups/acme-specs/loadingzone/%s";
    for (String service : List.of("unzip", "start", "clear")) {
      for (String user : List.of("rev", "out")) {
        HttpResponse<String> answer =
            server.post(user, path.formatted(user, service), "path=up.zip");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<error id=\"0101\">");
      }
      assertThat(server.post("mgr", path.formatted("jjones", service), "path=a").statusCode())
          .isEqualTo(403);
    }
    HttpResponse<String> missing = server.zone("unzip", "");
    assertThat(missing.statusCode()).isEqualTo(400);
    assertThat(missing.body()).contains("<error id=\"0201\">", "path");
    assertThat(server.zone("unzip", "path=../x").statusCode()).isEqualTo(400);
    assertThat(server.zone("unzip", "path=a&deleteoriginal=maybe").statusCode()).isEqualTo(400);
    assertThat(server.zone("start", "xmlspec=<a").statusCode()).isEqualTo(400);
    assertThat(server.place.errand.tasks(TaskFilter.ALL, Page.newest(10))).isEmpty();
  }

  @Test
  void aCancelLeavesNothing() throws Exception {
    server.uploaded("up.zip", Zips.many(900));
    Errand errand = server.place.errand;
    Task task = server.task(server.zone("unzip", "path=up.zip"));
    errand.cancel(task.id(), java.util.Optional.of("jjones"));
    Task ended = errand.await(task.id(), Duration.ofSeconds(30)).orElseThrow();
    if (ended.status() == TaskStatus.CANCELLED) {
      assertThat(zone().resolve("folder-000")).doesNotExist();
    } else {
      assertThat(zone().resolve("folder-008/file-00899.txt")).exists();
    }
    assertNothingUnfinished();
  }

  /** What a task leaves behind goes on a thread of its own once it has ended. */
  private void assertNothingUnfinished() throws IOException {
    assertThat(LeftFiles.after(server.place.folders.unfinished())).isEmpty();
  }
}
