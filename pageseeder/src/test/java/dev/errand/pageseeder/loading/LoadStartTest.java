// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import static dev.errand.pageseeder.loading.LoadingServer.encoded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.document.Document;
import dev.errand.task.LogEntry;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoadStartTest {

  @TempDir private Path data;
  private LoadingServer server;

  @BeforeEach
  void start() throws Exception {
    server = new LoadingServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Path documents() {
    return server.place.documentsFolder();
  }

  private void upload(String path, String text) throws Exception {
    server.uploaded(path, text.getBytes(UTF_8));
  }

  private Task loaded(String form) throws Exception {
    return server.ended(server.zone("start", form));
  }

  private LoadResult result(Task task) {
    assertThat(task.status()).as("%s", task.failure()).isEqualTo(TaskStatus.FINISHED);
    return task.result().orElseThrow().as(LoadResult.class);
  }

  @Test
  void row39LoadsAllAndRegistersIt() throws Exception {
    server.uploaded("up.zip", Zips.of("a/b.txt", "1", "a/c.txt", "2", "empty/", ""));
    server.ended(server.zone("unzip", "path=up.zip&deleteoriginal=true"));
    HttpResponse<String> started = server.zone("start", "");
    assertThat(started.statusCode()).isEqualTo(202);
    assertThat(started.body())
        .contains("<load-start><thread id=\"", "name=\"Loading 2 document/folders\"")
        .endsWith("</load-start>\n");
    Task task = server.ended(started);
    LoadResult result = result(task);
    assertThat(result.files()).isEqualTo(2);
    assertThat(result.folders()).isEqualTo(1);
    assertThat(documents().resolve("a/b.txt")).hasContent("1");
    assertThat(documents().resolve("empty")).isEmptyDirectory();
    Document document = server.place.documents.find(Village.SPECS, "a/b.txt").orElseThrow();
    assertThat(server.place.documents.find(Village.SPECS, "empty").orElseThrow().folder()).isTrue();
    assertThat(server.place.errand.log(task.id(), 1, 100))
        .extracting(entry -> entry instanceof LogEntry.Line line ? line.text() : "")
        .contains("Loaded a/b.txt as URI " + document.id());
    assertThat(server.place.zone(11)).isEmptyDirectory();
    assertThat(server.progress("jjones", task).body())
        .contains("<progress total=\"3\" current=\"3\"/>", "status=\"completed\"");
  }

  @Test
  void asksBeforeItReplacesAndThenLoadsAll() throws Exception {
    upload("a/b.txt", "old");
    upload("a/keep.txt", "keep");
    loaded("folder=in/here");
    long id = server.place.documents.find(Village.SPECS, "in/here/a/b.txt").orElseThrow().id();
    upload("a/b.txt", "new");
    upload("c.txt", "new");
    Task asking = loaded("folder=/ps/acme/specs/documents/in/here");
    assertThat(server.progress("jjones", asking).body())
        .contains("status=\"completed\"", "<message>Overwrite confirmation needed</message>")
        .contains(
            "<overwrite-summary destination=\"/ps/acme/specs/documents/in/here\" overwrites=\"1\""
                + " new=\"1\"><file name=\"a\" path=\"/\" type=\"folder\" existing=\"2\""
                + " overwritten=\"1\"/></overwrite-summary>");
    assertThat(documents().resolve("in/here/a/b.txt")).hasContent("old");
    assertThat(documents().resolve("in/here/c.txt")).doesNotExist();
    String confirmed =
        "<upload-request version='3.0'><overwrite summary='false'>true</overwrite></upload-request>";
    Task task = loaded("folder=in/here&xmlspec=" + encoded(confirmed));
    assertThat(result(task).files()).isEqualTo(2);
    assertThat(documents().resolve("in/here/a/b.txt")).hasContent("new");
    assertThat(documents().resolve("in/here/a/keep.txt")).hasContent("keep");
    assertThat(server.place.documents.find(Village.SPECS, "in/here/a/b.txt").orElseThrow().id())
        .isEqualTo(id);
  }

  @Test
  void loadsWhatTheUploadRequestNames() throws Exception {
    upload("a.txt", "a");
    upload("b.txt", "b");
    upload("sub/c.txt", "c");
    upload("sub/d.txt", "d");
    String spec =
        """
        <?xml version="1.0"?>
        <upload-request version="3.0">
          <files>
            <file path="a.txt" filename="renamed.txt" title="A" labels="x,y">
              <action project="default" target="import"><param name="p" value="true"/></action>
            </file>
            <file path="sub"/>
            <mediatype value="text/plain" title="[filename]"/>
          </files>
          <validate>true</validate>
          <overwrite summary="false">false</overwrite>
          <message subject="File upload" notification="silent">Uploaded.</message>
        </upload-request>
        """;
    HttpResponse<String> started = server.zone("start", "xmlspec=" + encoded(spec));
    assertThat(started.body()).contains("Loading 2 document/folders");
    assertThat(result(server.ended(started)).files()).isEqualTo(3);
    assertThat(documents().resolve("renamed.txt")).hasContent("a");
    assertThat(documents().resolve("sub/d.txt")).hasContent("d");
    assertThat(documents().resolve("b.txt")).doesNotExist();
    assertThat(server.place.zone(11).resolve("b.txt")).hasContent("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<upload-request>",
        "<other/>",
        "<upload-request><files><file/></files></upload-request>",
        "<upload-request><file path='../x'/></upload-request>",
        "<upload-request><file path='x' filename='a/b'/></upload-request>",
        "<upload-request><file path='x' filename='[filename]'/></upload-request>",
        "<!DOCTYPE upload-request SYSTEM 'file:///etc/passwd'><upload-request/>",
        "<!DOCTYPE u [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><upload-request>&e;</upload-request>"
      })
  void refusesAnUploadRequestThatIsNone(String spec) throws Exception {
    HttpResponse<String> answer = server.zone("start", "xmlspec=" + encoded(spec));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("root:");
  }

  @Test
  void aFileThatIsNotThereFailsTheLoadBeforeAnythingMoves() throws Exception {
    upload("a.txt", "a");
    String spec = "<upload-request><file path='a.txt'/><file path='no.txt'/></upload-request>";
    Task task = loaded("xmlspec=" + encoded(spec));
    assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
    assertThat(task.failure().orElseThrow().message().orElse("")).contains("no.txt");
    assertThat(server.place.zone(11).resolve("a.txt")).exists();
    assertThat(documents().resolve("a.txt")).doesNotExist();
  }

  @Test
  void aFileWhereAFolderIsFailsTheLoadBeforeAnythingMoves() throws Exception {
    upload("x/y.txt", "y");
    loaded("");
    upload("a.txt", "a");
    upload("x", "file");
    assertThat(loaded("overwrite=true").status()).isEqualTo(TaskStatus.FAILED);
    server.zone("clear", "");
    upload("a.txt", "a");
    upload("x/y.txt/z.txt", "z");
    assertThat(loaded("overwrite=true").status()).isEqualTo(TaskStatus.FAILED);
    assertThat(server.place.zone(11).resolve("a.txt")).exists();
    assertThat(documents().resolve("x/y.txt")).hasContent("y");
  }

  @Test
  void uploadsOfAnIdAreLoadedByThatId() throws Exception {
    upload("general.txt", "g");
    server.put("jjones", "group=acme-specs&filename=u.txt&uploadid=u-1", "u".getBytes(UTF_8));
    assertThat(result(loaded("uploadid=u-1")).files()).isEqualTo(1);
    assertThat(documents().resolve("u.txt")).hasContent("u");
    assertThat(documents().resolve("general.txt")).doesNotExist();
  }

  @Test
  void refusesADestinationElsewhere() throws Exception {
    for (String folder : new String[] {"../x", "/ps/acme/other/documents/x", "a//b"}) {
      assertThat(server.zone("start", "folder=" + encoded(folder)).statusCode()).isEqualTo(400);
    }
  }
}
