// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.geodata.osm.OsmText;
import dev.errand.geodata.repository.Revision;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log as GeoGig's clients read it. */
class LogRoutesTest {

  private static final String LOG = "/repos/village/log";
  private static final Pattern MESSAGE = Pattern.compile("\"message\":\"([^\"]*)\"");

  private OsmServer server;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    server = new OsmServer(folder);
    for (int i = 1; i <= 4; i++) {
      importNode(i, "");
    }
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
  }

  private void importNode(int id, String more) throws Exception {
    server.shop.write("n.osm", OsmText.osm(OsmText.node(id, 1, "1", "2")));
    assertThat(server.imported("/repos/village/osm/import?uri=n.osm&message=m" + id + more))
        .contains("FINISHED");
  }

  private List<String> messages(String query) throws Exception {
    return MESSAGE
        .matcher(server.get(LOG + ".json" + query))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @Test
  void revisionsAreCommitsNewestFirst() throws Exception {
    List<Revision> log = server.shop.repository.log(10);
    Revision newest = log.get(0);
    long time = newest.time().toInstant().toEpochMilli();
    long zone = 1_000L * newest.time().getOffset().getTotalSeconds();
    assertThat(server.get(LOG + ".json"))
        .startsWith(
            ("{\"response\":{\"success\":true,\"commit\":[{\"id\":\"%1$s\",\"tree\":\"%2$s\","
                    + "\"parents\":{\"id\":[\"%3$s\"]},"
                    + "\"author\":{\"name\":null,\"email\":null,\"timestamp\":%4$d,"
                    + "\"timeZoneOffset\":%5$d},\"committer\":{\"name\":null,\"email\":null,"
                    + "\"timestamp\":%4$d,\"timeZoneOffset\":%5$d},\"message\":\"m4\"},")
                .formatted(newest.id(), newest.tree(), log.get(1).id(), time, zone))
        .endsWith("\"message\":\"m1\"}]}}\n");
    assertThat(server.get(LOG))
        .contains("<response><success>true</success><commit><id>" + newest.id() + "</id><tree>")
        .contains("<message><![CDATA[m4]]></message></commit><commit><id>" + log.get(1).id())
        .endsWith("<message><![CDATA[m1]]></message></commit></response>\n");
  }

  @Test
  void aPartCanBeAskedFor() throws Exception {
    List<Revision> log = server.shop.repository.log(10);
    assertThat(messages("?limit=2")).containsExactly("m4", "m3");
    assertThat(messages("?offset=1&limit=2")).containsExactly("m3", "m2");
    assertThat(messages("?offset=9")).isEmpty();
    assertThat(messages("?until=" + log.get(1).id())).containsExactly("m3", "m2", "m1");
    assertThat(messages("?until=HEAD&since=" + log.get(2).id())).containsExactly("m4", "m3");
  }

  @Test
  void pagesTellWhetherThereIsAnother() throws Exception {
    assertThat(messages("?show=2")).containsExactly("m4", "m3");
    assertThat(messages("?show=2&page=1")).containsExactly("m2", "m1");
    assertThat(server.get(LOG + ".json?show=2")).endsWith("],\"nextPage\":true}}\n");
    assertThat(server.get(LOG + ".json?show=2&page=1")).doesNotContain("nextPage");
  }

  @Test
  void aTransactionSeesItsOwn() throws Exception {
    String id =
        server.get("/repos/village/beginTransaction.json").replaceAll("(?s).*\"ID\":\"|\".*", "");
    importNode(5, "&transactionId=" + id);
    assertThat(messages("?limit=1&transactionId=" + id)).containsExactly("m5");
    assertThat(messages("?limit=1")).containsExactly("m4");
  }

  @Test
  void anEmptyRepositoryHasAnEmptyLog() throws Exception {
    server.http.send("PUT", "/repos/town/init");
    assertThat(server.get("/repos/town/log.json"))
        .isEqualTo("{\"response\":{\"success\":true,\"commit\":[]}}\n");
    assertThat(server.http.get("/repos/nope/log").statusCode()).isEqualTo(404);
    assertThat(server.http.send("PUT", LOG).statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=-1",
        "limit=x",
        "page=99999999999",
        "until=../HEAD",
        "path=node",
        "countChanges=true",
        "transactionId=x"
      })
  void whatMakesNoSenseIsRefused(String query) throws Exception {
    assertThat(server.http.get(LOG + "?" + query).statusCode()).isEqualTo(400);
  }
}
