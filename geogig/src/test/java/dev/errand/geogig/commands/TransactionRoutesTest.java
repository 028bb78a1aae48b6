// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.geodata.osm.OsmText;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions as GeoGig's clients use them. */
class TransactionRoutesTest {

  private static final String REPO = "/repos/village";
  private static final String IMPORT = REPO + "/osm/import";
  private static final String UNKNOWN = "0b3c6a4e-5f0f-4c58-9a5e-2a7f6f9a1d11";
  private static final String NOT_FOUND =
      "{\"response\":{\"success\":false,\"error\":"
          + "\"A transaction with the provided ID could not be found.\"}}\n";

  private OsmServer server;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    server = new OsmServer(folder);
    server.shop.write("one.osm", OsmText.osm(OsmText.node(1, 1, "1", "2")));
    server.shop.write("two.osm", OsmText.osm(OsmText.node(2, 1, "3", "4")));
  }

  @AfterEach
  void tearDown() throws Exception {
    server.close();
  }

  private String begin() throws Exception {
    String body = server.get(REPO + "/beginTransaction.json?output_format=JSON");
    assertThat(body)
        .matches(
            "\\{\"response\":\\{\"success\":true,\"Transaction\":\\{\"ID\":\"[0-9a-f-]{36}\"}}}\n");
    return body.replaceAll("(?s).*\"ID\":\"|\".*", "");
  }

  private String end(String id, String more) throws Exception {
    return server.get(REPO + "/endTransaction.json?transactionId=" + id + more);
  }

  private static String ended(String id) {
    return "{\"response\":{\"success\":true,\"Transaction\":{\"ID\":\"" + id + "\"}}}\n";
  }

  @Test
  void bothFormatsHaveGeoGigsShape() throws Exception {
    HttpResponse<String> xml = server.http.get(REPO + "/beginTransaction");
    assertThat(xml.statusCode()).isEqualTo(200);
    assertThat(xml.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/xml");
    assertThat(xml.body())
        .matches(
            "(?s)<\\?xml[^>]*>\\s*<response><success>true</success>"
                + "<Transaction><ID>[0-9a-f-]{36}</ID></Transaction></response>\n");
    String id = begin();
    assertThat(end(id, "&cancel=true")).isEqualTo(ended(id));
  }

  @Test
  void row16_tasksNameTheirTransactionFromTheFirstAnswerOn() throws Exception {
    String id = begin();
    HttpResponse<String> started =
        server.http.get(IMPORT + ".json?uri=one.osm&transactionId=" + id);
    assertThat(started.body()).contains("\",\"transactionId\":\"" + id + "\",\"description\":");
    server.endOfNewest();
    assertThat(server.get("/tasks/1"))
        .contains("<status>FINISHED</status><transactionId>" + id + "</transactionId>");
  }

  @Test
  void whatIsImportedInsideIsSeenAtTheEnd() throws Exception {
    String id = begin();
    assertThat(server.imported(IMPORT + "?uri=one.osm&transactionId=" + id)).contains("FINISHED");
    assertThat(server.imported(IMPORT + "?add=true&uri=two.osm&transactionId=" + id))
        .contains("FINISHED");
    assertThat(server.shop.repository.head()).isEmpty();
    assertThat(end(id, "&cancel=false")).isEqualTo(ended(id));
    assertThat(server.shop.repository.log(10)).hasSize(2);
    assertThat(server.shop.repository.head().orElseThrow().layers().getFirst().features())
        .isEqualTo(2);
    assertThat(end(id, "")).isEqualTo(NOT_FOUND);
  }

  @Test
  void orNever() throws Exception {
    String id = begin();
    server.imported(IMPORT + "?uri=one.osm&transactionId=" + id);
    assertThat(end(id, "&cancel=True")).isEqualTo(ended(id));
    assertThat(server.shop.repository.head()).isEmpty();
    assertThat(server.http.get(IMPORT + "?uri=one.osm&transactionId=" + id).statusCode())
        .isEqualTo(400);
  }

  @Test
  void anImportWithoutOneCommitsByItselfAndMakesTheTransactionConflict() throws Exception {
    String id = begin();
    server.imported(IMPORT + "?uri=one.osm&transactionId=" + id);
    server.imported(IMPORT + "?uri=two.osm");
    String head = server.shop.repository.head().orElseThrow().id();
    HttpResponse<String> refused =
        server.http.get(REPO + "/endTransaction.json?transactionId=" + id);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body())
        .startsWith("{\"response\":{\"success\":false,\"error\":\"The transaction " + id)
        .contains("conflicts")
        .contains(head);
    assertThat(server.shop.repository.log(10)).hasSize(1);
    assertThat(end(id, "&cancel=true")).isEqualTo(ended(id));
  }

  @Test
  void whatNamesNoTransactionIsRefused() throws Exception {
    assertThat(end("nonsense", ""))
        .isEqualTo(
            "{\"response\":{\"success\":false,\"error\":\"Invalid UUID string: nonsense\"}}\n");
    assertThat(end("..%2F..%2Fx", "")).contains("Invalid UUID string: ../../x");
    assertThat(end(UNKNOWN, "")).isEqualTo(NOT_FOUND);
    assertThat(server.http.get(REPO + "/endTransaction").statusCode()).isEqualTo(400);
    assertThat(server.get(REPO + "/endTransaction"))
        .contains("No transaction was specified, this command requires a transaction");
    assertThat(server.get(REPO + "/beginTransaction?transactionId=" + begin()))
        .contains("Tried to start a transaction within a transaction.");
    assertThat(server.http.get("/repos/nope/beginTransaction").statusCode()).isEqualTo(404);
    assertThat(server.get("/repos/nope/endTransaction?transactionId=" + UNKNOWN))
        .contains("Repository not found.");
    assertThat(server.http.send("HEAD", REPO + "/beginTransaction").statusCode()).isEqualTo(405);
    assertThat(server.http.send("POST", REPO + "/beginTransaction").statusCode()).isEqualTo(405);
  }

  @Test
  void aTransactionBelongsToItsRepository() throws Exception {
    String id = begin();
    server.http.send("PUT", "/repos/town/init");
    assertThat(server.get("/repos/town/osm/import.json?uri=one.osm&transactionId=" + id))
        .isEqualTo(NOT_FOUND);
  }

  @Test
  void onlyWhoBeganItAndAdministratorsUseIt(@TempDir Path folder) throws Exception {
    try (OsmServer shared = new OsmServer(folder, OsmServer.byHeader())) {
      shared.shop.write("one.osm", OsmText.osm(OsmText.node(1, 1, "1", "2")));
      assertThat(shared.http.get(REPO + "/beginTransaction").statusCode()).isEqualTo(401);
      String begun = shared.http.get(REPO + "/beginTransaction.json", "Caller", "jo").body();
      String id = begun.replaceAll("(?s).*\"ID\":\"|\".*", "");
      for (String command :
          new String[] {"/endTransaction.json?", "/osm/import.json?uri=one.osm&"}) {
        HttpResponse<String> other =
            shared.http.get(REPO + command + "transactionId=" + id, "Caller", "al");
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).isEqualTo(NOT_FOUND);
      }
      HttpResponse<String> own =
          shared.http.get(IMPORT + "?uri=one.osm&transactionId=" + id, "Caller", "jo");
      assertThat(own.statusCode()).isEqualTo(200);
      shared.endOfNewest();
      HttpResponse<String> administrator =
          shared.http.get(REPO + "/endTransaction?transactionId=" + id, "Caller", "root");
      assertThat(administrator.statusCode()).isEqualTo(200);
      assertThat(shared.shop.repository.log(10)).hasSize(1);
    }
  }

  @Test
  void aPageOfAnotherSiteBeginsAndEndsNothing() throws Exception {
    assertThat(
            server
                .http
                .get(REPO + "/beginTransaction", "Sec-Fetch-Site", "cross-site")
                .statusCode())
        .isEqualTo(403);
    String id = begin();
    assertThat(
            server
                .http
                .get(REPO + "/endTransaction?transactionId=" + id, "Sec-Fetch-Site", "cross-site")
                .statusCode())
        .isEqualTo(403);
    assertThat(end(id, "")).isEqualTo(ended(id));
  }

  @Test
  void clientsMayCheckOutTheOnlyBranch() throws Exception {
    String id = begin();
    assertThat(server.get(REPO + "/checkout.json?branch=master&transactionId=" + id))
        .isEqualTo(
            "{\"response\":{\"success\":true,\"OldTarget\":\"refs/heads/master\","
                + "\"NewTarget\":\"master\"}}\n");
    assertThat(server.http.get(REPO + "/checkout?branch=other&transactionId=" + id).statusCode())
        .isEqualTo(400);
    assertThat(server.http.get(REPO + "/checkout?branch=master").statusCode()).isEqualTo(400);
  }
}
