// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.pageseeder.loading.LoadingServer;
import dev.errand.pageseeder.loading.Village;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GroupExportTest {

  private static final Pattern ZIP = Pattern.compile("<zip>([^<]+)</zip>");
  private static final String GROUP = "/ps/service/members/jjones/groups/acme-specs/";

  @TempDir private Path data;
  private LoadingServer server;

  @BeforeEach
  void start() throws Exception {
    server = new LoadingServer(data);
    server.uploaded("a/b.txt", "b".getBytes(UTF_8));
    server.uploaded("a/ü.psml", "u".getBytes(UTF_8));
    server.uploaded("z.txt", "z".getBytes(UTF_8));
    server.ended(server.post("jjones", GROUP + "loadingzone/start", ""));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private long id(String path) {
    return server.place.documents.find(Village.SPECS, path).orElseThrow().id();
  }

  private Task exported(String path) throws Exception {
    Task task = server.ended(server.ask("jjones", "GET", path));
    assertThat(task.status()).as("%s", task.failure()).isEqualTo(TaskStatus.FINISHED);
    return task;
  }

  private String zip(Task task) throws Exception {
    Matcher matcher = ZIP.matcher(server.progress("jjones", task).body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  /** Texts by name, as they stand in the zip. */
  private Map<String, String> content(Task task) throws Exception {
    HttpResponse<byte[]> file =
        server.bytes("jjones", "/ps/member-resource/acme-specs/" + zip(task));
    assertThat(file.statusCode()).isEqualTo(200);
    return entries(file.body());
  }

  private static Map<String, String> entries(byte[] zip) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
      }
    }
    return entries;
  }

  @Test
  void row40TheThreadIsTheDocumentElement() throws Exception {
    HttpResponse<String> started =
        server.ask("jjones", "GET", "/ps/service/members/jjones/uris/" + id("a") + "/export");
    assertThat(started.statusCode()).isEqualTo(202);
    assertThat(started.body().replaceFirst("<\\?xml[^>]*>\\s*", "")).startsWith("<thread id=\"");
    assertThat(content(server.ended(started)))
        .isEqualTo(Map.of("a/", "", "a/b.txt", "b", "a/ü.psml", "u"));
  }

  @Test
  void row34TheStepsAreThereFromTheBeginningAndTheZipAtTheEnd() throws Exception {
    HttpResponse<String> started = server.ask("jjones", "GET", GROUP + "export?path=");
    assertThat(started.statusCode()).isEqualTo(400); // an empty path is a missing one
    started = server.ask("jjones", "GET", GROUP + "export?path=/acme/specs/documents");
    assertThat(started.body())
        .containsPattern("<processing current=\"\\d+\" total=\"\\d+\"/>")
        .containsPattern("<packaging current=\"\\d+\" total=\"\\d+\"/>");
    String end = server.progress("jjones", server.ended(started)).body();
    assertThat(end)
        .contains("<processing current=\"4\" total=\"4\"/><packaging current=\"4\" total=\"4\"/>")
        .containsPattern("<zip>acme-specs-[0-9a-f]{32}\\.zip</zip>")
        .contains("<message>Exported 3 files</message>");
  }

  @Test
  void row35TheZipIsDownloadedWholeAndInPart() throws Exception {
    Path source = server.place.documentsFolder().resolve("z.txt");
    Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2020-02-03T04:05:06Z")));
    Task task = exported(GROUP + "uris/" + id("z.txt") + "/export");
    String place = "/ps/member-resource/acme-specs/" + zip(task);
    HttpResponse<byte[]> whole = server.bytes("jjones", place);
    assertThat(whole.headers().firstValue("Content-Type")).hasValue("application/zip");
    assertThat(entries(whole.body())).isEqualTo(Map.of("z.txt", "z"));
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(whole.body()))) {
      assertThat(in.getNextEntry().getLastModifiedTime().toInstant())
          .isEqualTo(Instant.parse("2020-02-03T04:05:06Z"));
    }
    HttpResponse<byte[]> part = server.bytes("jjones", place, "Range", "bytes=0-3");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(new byte[] {'P', 'K', 3, 4});
  }

  @Test
  void onlyThoseWhoMaySeeTheTaskDownloadItsFile() throws Exception {
    String file = zip(exported(GROUP + "uris/" + id("a") + "/export"));
    String place = "/ps/member-resource/acme-specs/" + file;
    for (String user : List.of("jjones", "mgr", "rev", "admin")) {
      assertThat(server.ask(user, "HEAD", place).statusCode()).as(user).isEqualTo(200);
    }
    assertThat(server.ask("out", "GET", place).statusCode()).isEqualTo(403);
    assertThat(server.ask("nobody", "GET", place).statusCode()).isEqualTo(401);
    assertThat(server.ask("admin", "GET", "/ps/member-resource/acme-other/" + file).statusCode())
        .isEqualTo(404);
    HttpResponse<String> unknown =
        server.ask("jjones", "GET", place.replaceFirst("-[0-9a-f]{32}", "-" + "0".repeat(32)));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("<error id=");
    assertThat(server.ask("jjones", "GET", "/ps/member-resource/318/x.zip").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theNumberOfAGroupFindsTheFileAfterARename() throws Exception {
    String file = zip(exported(GROUP + "uris/" + id("a") + "/export"));
    server.place.village.rename("acme-renamed");
    assertThat(server.ask("jjones", "GET", "/ps/member-resource/318/" + file).statusCode())
        .isEqualTo(200);
    assertThat(server.ask("jjones", "GET", "/ps/member-resource/acme-renamed/" + file).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jjones | members/jjones/export?path=/ps/acme/specs/documents/a | 202 |",
        "jjones | members/jjones/export?path=a | 400 | E400",
        "jjones | members/jjones/export?path=/acme/other/documents | 400 | E400",
        "jjones | members/jjones/export | 400 | 0201",
        "jjones | members/jjones/groups/318/export?path=a/b.txt | 202 |",
        "jjones | members/jjones/groups/318/export?path=nosuch | 404 | E404",
        "jjones | members/jjones/groups/318/export?path=../a | 400 | E400",
        "jjones | members/jjones/groups/318/export?path=/acme/other/documents | 400 | E400",
        "jjones | members/jjones/groups/318/export?uris=1,2 | 400 | 0201",
        "jjones | members/jjones/groups/318/export?uris=1,2&context=/acme | 202 |",
        "jjones | members/jjones/export?uris=1,2&context=/acme | 202 |",
        "jjones | members/jjones/export?uris=1,999&context=/acme | 400 | 0208",
        "jjones | members/jjones/export?uris=x&context=/acme | 400 | 0208",
        "jjones | members/jjones/uris/999/export | 400 | 0208",
        "jjones | members/jjones/uris/1/export?forward-depth=deep | 400 | E400",
        "jjones | members/jjones/uris/1/export?load-images=yes | 400 | E400",
        "jjones | members/jjones/uris/1/export?forward-depth=2&load-images=true&other=x | 202 |",
        "mgr | members/mgr/uris/1/export | 202 |",
        "admin | members/jjones/uris/1/export | 202 |",
        "rev | members/rev/uris/1/export | 403 | 0101",
        "out | members/out/uris/1/export | 400 | 0208",
        "out | members/out/groups/318/uris/1/export | 403 | 0101",
        "mgr | members/jjones/uris/1/export | 403 | 0101",
      })
  void row44StartsOrRefusesAndThenLeavesNoThread(String user, String path, int status, String error)
      throws Exception {
    int before = server.place.errand.tasks(TaskFilter.ALL, Page.newest(100)).size();
    for (String root : List.of("/", "/ps/service/", "/ps/api/", "/service/")) {
      HttpResponse<String> answer = server.ask(user, "GET", root + path);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      if (error != null) {
        assertThat(answer.body()).contains("<error id=\"" + error + "\">");
      }
    }
    assertThat(server.place.errand.tasks(TaskFilter.ALL, Page.newest(100)))
        .hasSize(before + (status == 202 ? 4 : 0));
  }

  @Test
  void row42TakesAFormAsWell() throws Exception {
    Task task = server.ended(server.post("jjones", GROUP + "export", "path=a&includes=*.txt"));
    assertThat(content(task)).isEqualTo(Map.of("a/b.txt", "b"));
    task = server.ended(server.post("jjones", GROUP + "export", "path=a&excludes=*.txt,?.doc"));
    assertThat(content(task)).isEqualTo(Map.of("a/ü.psml", "u"));
  }

  @Test
  void aFileThatVanishedIsPassedOverOrFailsTheExport() throws Exception {
    Files.delete(server.place.documentsFolder().resolve("a/b.txt"));
    Task task = exported("/ps/service/members/jjones/uris/" + id("a") + "/export");
    assertThat(content(task)).isEqualTo(Map.of("a/", "", "a/ü.psml", "u"));
    assertThat(task.result().orElseThrow().as(ExportResult.class).missing()).isEqualTo(1);
    Task failed =
        server.ended(server.ask("jjones", "GET", GROUP + "export?path=a&fail-on-error=true"));
    assertThat(failed.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(failed.failure().orElseThrow().message().orElse("")).contains("a/b.txt");
  }

  @Test
  void whatIsNamedTwiceIsPackedOnce() throws Exception {
    String uris = id("a/b.txt") + "," + id("a") + "," + id("z.txt") + "," + id("a");
    Task task = exported(GROUP + "export?context=/acme&uris=" + uris);
    assertThat(content(task).keySet()).containsExactly("a/", "a/b.txt", "a/ü.psml", "z.txt");
  }
}
