// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static dev.errand.geodata.osm.OverpassStub.cut;
import static dev.errand.geodata.osm.OverpassStub.data;
import static dev.errand.geodata.osm.OverpassStub.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.geodata.osm.OsmText;
import dev.errand.geodata.osm.OverpassStub;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The download as GeoGig's clients use it, from an Overpass server on this machine. */
class DownloadRoutesTest {

  private static final String REPO = "/repos/village";
  private static final String DOWNLOAD = REPO + "/osm/download.json";
  private static final String BBOX = "?bbox=-32.9621,-60.6309,-32.9541,-60.6154";
  private static final String QUERY =
      "POST [out:xml][timeout:180];(node(-32.9621,-60.6309,-32.9541,-60.6154);"
          + "way(-32.9621,-60.6309,-32.9541,-60.6154););(._;>;);out meta;";
  private static final String PREFIX =
      "\"message\":\"Failed to fetch data from overpass server."
          + " (Did you try to use a standard OSM server instead?) ";

  private static final String DATA =
      OsmText.osm(
          "<node id='1' version='1' changeset='7' timestamp='2012-07-06T12:59:39Z' lon='1' lat='2'/>",
          OsmText.node(2, 1, "3", "4"),
          OsmText.node(3, 1, "5", "6"),
          OsmText.way(9, 1, 1, 2, 3),
          OsmText.way(10, 1, 1),
          "<relation id='11' version='1'/>");

  private OverpassStub overpass;
  private OsmServer server;
  @TempDir private Path folder;

  @BeforeEach
  void setUp() throws Exception {
    overpass = new OverpassStub();
    server = new OsmServer(folder, overpass.settings());
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
    overpass.close();
  }

  private String repositoryUri() {
    return server.shop.repository.uri().toString();
  }

  private String statusOf(int task) throws Exception {
    return server.get("/tasks/" + task + ".json").replaceAll("(?s).*\"status\":\"|\".*", "");
  }

  @Test
  void row63_row67_theSameAgainIsNothingToCommit() throws Exception {
    overpass.answers(overpass.gated(data(DATA)), data(DATA));
    assertThat(server.get(DOWNLOAD + BBOX))
        .startsWith("{\"task\":{\"id\":1,\"status\":\"RUNNING\"");
    assertThat(server.get(DOWNLOAD + BBOX)).contains("\"status\":\"WAITING\"");
    assertThat(overpass.asked.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(server.get("/tasks/1.json"))
        .contains("\"status\":\"RUNNING\"")
        .contains(
            "\"progress\":{\"task\":\"Connecting to " + overpass.url() + "...\",\"amount\":0.0}");
    assertThat(statusOf(2)).isEqualTo("WAITING");
    overpass.gate.countDown();
    assertThat(server.endOfNewest().status()).isEqualTo(TaskStatus.FAILED);
    assertThat(server.get("/tasks/1.json"))
        .contains("\"status\":\"FINISHED\"")
        .contains(
            "\"result\":{\"OSMReport\":{\"latestChangeset\":7,\"latestTimestamp\":1341579579000,"
                + "\"processedEntities\":6,\"nodeCount\":3,\"wayCount\":2,\"unpprocessedCount\":1}}");
    String head = server.shop.repository.head().orElseThrow().id();
    assertThat(server.get("/tasks/2.json"))
        .contains("\"message\":\"Nothing to commit after " + head + "\"");
    assertThat(server.shop.repository.log(10)).hasSize(1);
    assertThat(server.shop.repository.head().orElseThrow().message()).isEqualTo("Updated OSM data");
    assertThat(overpass.queries).containsExactly(QUERY, QUERY);
  }

  @Test
  void row44_oneThatIsCancelledWhileTheServerTricklesEndsWithinASecond() throws Exception {
    overpass.answers(overpass.trickling());
    server.get(DOWNLOAD + BBOX);
    assertThat(overpass.asked.await(20, TimeUnit.SECONDS)).isTrue();
    long begin = System.nanoTime();
    server.get("/tasks/1.json?cancel=true");
    Task ended = server.endOfNewest();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    assertThat(ended.status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(overpass.closed.await(5, TimeUnit.SECONDS)).as("connection closed").isTrue();
    assertThat(server.get("/tasks/1.json"))
        .contains("\"OSMReport\":{\"latestChangeset\":0,")
        .contains("\"processedEntities\":0,");
    assertThat(server.shop.repository.head()).isEmpty();
    assertThat(server.shop.leftovers()).isEmpty();
  }

  @Test
  void aCancelEndsTheWaitForABusyServer() throws Exception {
    overpass.answers(status(429, "Retry-After", "9"));
    server.get(DOWNLOAD + BBOX);
    assertThat(overpass.asked.await(20, TimeUnit.SECONDS)).isTrue();
    server.get("/tasks/1.json?cancel=true");
    Task ended = server.errand.await(task().id(), Duration.ofSeconds(5)).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(overpass.queries).hasSize(1);
  }

  private Task task() {
    return server.errand.tasks(TaskFilter.ALL, Page.newest(1)).getFirst();
  }

  @Test
  void row64_theDescriptionIsExact() throws Exception {
    server.shop.write("q.ql", "node(1);out meta;");
    overpass.answers(data(DATA));
    assertThat(server.imported(DOWNLOAD + BBOX))
        .contains(
            "\"description\":\"osm download filter: null, bbox:"
                + " -32.9621,-60.6309,-32.9541,-60.6154, mapping: null, update: false,"
                + " rebase: false, repository: "
                + repositoryUri()
                + "\"");
    assertThat(server.imported(DOWNLOAD + "?filter=q.ql"))
        .contains("\"osm download filter: q.ql, bbox: null, mapping: null, update: false, rebase");
    assertThat(server.imported(DOWNLOAD + "?update=True&rebase=true"))
        .contains(
            "\"osm download filter: null, bbox: null, mapping: null, update: true, rebase: true,"
                + " repository: ");
    assertThat(server.imported(REPO + "/osm/download" + BBOX)).contains("osm download filter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x=y | You must specify a filter file or a bounding box",
        "bbox= | You must specify a filter file or a bounding box",
        "bbox=1,2,3,4&filter=q.ql | You must specify a filter file or a bounding box",
        "update=true&bbox=1,2,3,4 | Filters cannot be used when updating",
        "update=true&filter=q.ql | Filters cannot be used when updating",
        "bbox=1,2,3,4&rebase=true | rebase switch can only be used when updating",
        "filter=none.ql | The specified filter file does not exist",
        "bbox=1,2,3,4&mapping=none.json | The specified mapping file does not exist",
        "bbox=1,2,3,4&mapping=q.ql | The parameter 'mapping' is not supported",
        "bbox=1,2,3 | Invalid bbox format: '1,2,3'. Expected S,W,N,E",
        "bbox=5,2,3,4 | South ordinate must be less than or equal to North ordinate",
        "bbox=1,5,3,4 | East ordinate must be less than or equal to West ordinate",
        "bbox=1,2,x,4 | Invalid ordinate: x",
        "bbox=1,2,91,4 | Invalid ordinate: 91",
        "bbox=1,2,NaN,4 | Invalid ordinate: NaN",
        "bbox=1,-181,3,4 | Invalid ordinate: -181",
        "bbox=1,2,3,4&transactionId=x | Invalid UUID string: x"
      })
  void row65_whatCannotBeDownloadedIsRefusedWithGeoGigsReason(String query, String reason)
      throws Exception {
    server.shop.write("q.ql", "node(1);out meta;");
    HttpResponse<String> refused = server.http.get(DOWNLOAD + "?" + query);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).startsWith("{\"response\":{\"success\":false,\"error\":\"" + reason);
    assertThat(server.errand.tasks(TaskFilter.ALL, Page.oldest(1))).isEmpty();
    assertThat(overpass.queries).isEmpty();
  }

  @Test
  void aFilterThatNobodyMayNameIsRefused() throws Exception {
    for (String filter : new String[] {"/etc/passwd", "../../etc/passwd", "http://jo:pw@x/"}) {
      String encoded = URLEncoder.encode(filter, StandardCharsets.UTF_8);
      assertThat(server.http.get(DOWNLOAD + "?filter=" + encoded).statusCode()).isEqualTo(403);
    }
    assertThat(server.http.get("/repos/nope/osm/download" + BBOX).statusCode()).isEqualTo(404);
    assertThat(server.http.send("POST", DOWNLOAD + BBOX).statusCode()).isEqualTo(405);
    assertThat(server.errand.tasks(TaskFilter.ALL, Page.oldest(1))).isEmpty();
  }

  @Test
  void aFilterIsSentAsItStands() throws Exception {
    server.shop.write("q.ql", "node[name=\"Gäßchen & Söhne\"];\nout meta;");
    overpass.answers(data(DATA));
    assertThat(server.imported(DOWNLOAD + "?message=mine&filter=q.ql")).contains("FINISHED");
    assertThat(overpass.queries).containsExactly("POST node[name=\"Gäßchen & Söhne\"];\nout meta;");
    assertThat(server.shop.repository.head().orElseThrow().message()).isEqualTo("mine");
  }

  @Test
  void anUpdateAsksAgainWhatTheLastDownloadAskedFor() throws Exception {
    overpass.answers(data(DATA), data(OsmText.osm(OsmText.node(1, 2, "1", "2"))));
    server.imported(DOWNLOAD + BBOX);
    server.shop.write("other.osm", OsmText.osm(OsmText.node(4, 1, "1", "2")));
    server.imported(REPO + "/osm/import?add=true&uri=other.osm");
    String updated = server.imported(DOWNLOAD + "?update=true");
    assertThat(updated).contains("FINISHED").contains("\"nodeCount\":1,");
    assertThat(overpass.queries).containsExactly(QUERY, QUERY);
    assertThat(server.shop.repository.log(10)).hasSize(3);
    assertThat(server.imported(DOWNLOAD + "?update=true&rebase=true"))
        .contains("Nothing to commit after");
    assertThat(overpass.queries).hasSize(3);
  }

  @Test
  void thereIsNothingToUpdateWhereNothingWasDownloaded() throws Exception {
    assertThat(server.imported(DOWNLOAD + "?update=true"))
        .contains("\"message\":\"Not in a geogig repository with OSM data\"");
    server.shop.write("one.osm", OsmText.osm(OsmText.node(4, 1, "1", "2")));
    server.imported(REPO + "/osm/import?uri=one.osm");
    assertThat(server.imported(DOWNLOAD + "?update=true"))
        .contains("\"message\":\"Filter file not found\"");
  }

  @Test
  void aDownloadMayBePartOfATransaction() throws Exception {
    overpass.answers(data(DATA), data(OsmText.osm(OsmText.node(1, 2, "1", "2"))));
    String id = server.get(REPO + "/beginTransaction.json").replaceAll("(?s).*\"ID\":\"|\".*", "");
    assertThat(server.get(DOWNLOAD + BBOX + "&transactionId=" + id))
        .contains("\"transactionId\":\"" + id + "\"");
    server.endOfNewest();
    assertThat(server.imported(DOWNLOAD + "?update=true")).contains("Not in a geogig repository");
    assertThat(server.imported(DOWNLOAD + "?update=true&transactionId=" + id)).contains("FINISHED");
    assertThat(server.shop.repository.head()).isEmpty();
    server.get(REPO + "/endTransaction?transactionId=" + id);
    assertThat(server.shop.repository.log(10)).hasSize(2);
  }

  @Test
  void aBusyServerIsAskedAgainWhenItSays() throws Exception {
    overpass.answers(status(429, "Retry-After", "0"), status(504, "Retry-After", "1"), data(DATA));
    assertThat(server.imported(DOWNLOAD + BBOX)).contains("FINISHED");
    assertThat(overpass.queries).containsExactly(QUERY, QUERY, QUERY);
  }

  @Test
  void butNotForEver() throws Exception {
    overpass.answers(status(429, "Retry-After", "0"));
    assertThat(server.imported(DOWNLOAD + BBOX)).contains(PREFIX).contains("status 429");
    assertThat(overpass.queries).as("once and three retries").hasSize(4);
    overpass.answers(status(504, "Retry-After", "3600"));
    assertThat(server.imported(DOWNLOAD + BBOX)).contains(PREFIX).contains("status 504");
    assertThat(overpass.queries).hasSize(5);
  }

  private void assertFailed(OverpassStub.Answer answer, String message) throws Exception {
    overpass.answers(answer);
    assertThat(server.imported(DOWNLOAD + BBOX))
        .contains("\"status\":\"FAILED\"")
        .contains(message);
    assertThat(server.shop.repository.head()).isEmpty();
    assertThat(server.shop.leftovers()).isEmpty();
  }

  @Test
  void anEmptyAnswerFails() throws Exception {
    assertFailed(
        data("<osm version='0.6'></osm>"),
        "\"message\":\"The specified filter did not return any element.\\n");
    assertThat(task().failure().orElseThrow().message().orElseThrow().lines()).hasSize(3);
  }

  @Test
  void whatIsNoAnswerFails() throws Exception {
    assertFailed(status(403), PREFIX + overpass.url() + " answered with status 403\"");
    String page =
        "<html><p>The data is free.</p>\n<p><b>Error</b>: line 1: parse error: '(' expected</p>";
    assertFailed(
        exchange -> {
          exchange.sendResponseHeaders(400, 0);
          exchange.getResponseBody().write(page.getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().write(new byte[20_000]);
        },
        "answered with status 400: Error : line 1: parse error: '(' expected\"");
    assertFailed(status(302, "Location", "http://127.0.0.1/"), "status 302");
    assertFailed(data("<html><body>no</body></html>"), PREFIX);
    assertFailed(data(DATA.substring(0, DATA.length() - 20)), PREFIX);
    assertFailed(data(""), PREFIX);
  }

  @Test
  void anAnswerThatTheServerBrokeOffFails() throws Exception {
    String remark =
        "<remark> runtime error: Query timed out in &quot;query&quot; at line 1 </remark></osm>";
    assertFailed(
        data(DATA.replace("</osm>", remark)),
        PREFIX + "The server broke off: runtime error: Query timed out in \\\"query\\\" at line 1");
    overpass.answers(data(DATA.replace("</osm>", "<remark>all is well</remark></osm>")));
    assertThat(server.imported(DOWNLOAD + BBOX)).contains("FINISHED");
  }

  @Test
  void anAnswerThatIsCutFails() throws Exception {
    assertFailed(cut(DATA), PREFIX + overpass.url() + " could not be fetched");
    assertFailed(cut(DATA), PREFIX + overpass.url() + " could not be fetched");
  }

  @Test
  void aServerThatSaysNothingFails() throws Exception {
    server.close();
    server =
        new OsmServer(
            folder.resolve("other"),
            OverpassStub.settings(overpass.url(), Duration.ofMillis(300), 1L << 30));
    assertFailed(overpass.hanging(), PREFIX + "Nothing came from " + overpass.url());
  }

  @Test
  void moreThanTheLimitFails() throws Exception {
    server.close();
    server =
        new OsmServer(
            folder.resolve("other"),
            OverpassStub.settings(overpass.url(), Duration.ofSeconds(30), 100));
    assertFailed(data(DATA), "larger than 100 bytes");
  }

  @Test
  void userInfoOfTheEndpointIsSentAndShownNowhere() throws Exception {
    server.close();
    String url = overpass.url().replace("://", "://jo:hunter2@");
    server =
        new OsmServer(
            folder.resolve("other"), OverpassStub.settings(url, Duration.ofSeconds(30), 1 << 20));
    overpass.answers(status(403));
    String failed = server.imported(DOWNLOAD + BBOX);
    assertThat(failed).contains("answered with status 403").doesNotContain("hunter2");
    assertThat(overpass.authorizations).containsExactly("Basic am86aHVudGVyMg==");
    assertThat(server.errand.log(task().id(), 0, 1_000).toString()).doesNotContain("hunter2");
  }
}
