// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.errand.outgoing.FetchSettings;
import dev.errand.outgoing.Fetcher;
import dev.errand.outgoing.RefusedAddressException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Imports of what is behind a URL. */
@Timeout(60)
class RemoteImportTest {

  private static final byte[] OSM =
      OsmText.osm(OsmText.node(1, 1, "1", "1")).getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch never = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void setUp() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/a.osm", exchange -> answer(exchange, 200, OSM));
    server.createContext("/moved", exchange -> redirect(exchange, "/a.osm"));
    server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
    server.createContext("/file", exchange -> redirect(exchange, "file:///etc/passwd"));
    server.createContext("/auth", RemoteImportTest::demand);
    server.createContext("/stuck", this::stuck);
    server.start();
  }

  @AfterEach
  void tearDown() {
    Thread.interrupted();
    never.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    answer(exchange, 302, new byte[0]);
  }

  private static void demand(HttpExchange exchange) throws IOException {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    boolean right = "Basic am86c2VjcmV0".equals(given);
    answer(exchange, right ? 200 : 401, right ? OSM : new byte[0]);
  }

  private void stuck(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 1_000_000);
    exchange.getResponseBody().write(OSM);
    exchange.getResponseBody().flush();
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private Workshop open(FetchSettings settings) throws IOException {
    return new Workshop(folder, OsmSettings.DEFAULT, new Fetcher(Workshop.ANYWHERE, settings));
  }

  @Test
  void fetchesAndFollows() throws Exception {
    Workshop shop = new Workshop(folder);
    assertThat(shop.run(url("/moved")).nodeCount()).isEqualTo(1);
    assertThat(shop.context.progress().getFirst().text())
        .isEqualTo("Connecting to " + url("/moved") + "...");
  }

  @Test
  void sendsUserInfoAndShowsItNowhere() throws Exception {
    Workshop shop = new Workshop(folder);
    String url = url("/auth").replace("://", "://jo:secret@");
    assertThat(shop.run(url).nodeCount()).isEqualTo(1);
    assertThat(shop.context.progress().toString()).doesNotContain("secret");
    assertThatThrownBy(() -> shop.run(url.replace("secret", "wrong")))
        .hasMessageContaining("answered with status 401")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void refusesAddressesThatAreNotPublic() throws Exception {
    Workshop shop = new Workshop(folder, OsmSettings.DEFAULT, Workshop.GUARDED);
    assertThatThrownBy(() -> shop.operation.check(Workshop.inputs(url("/a.osm"), false)))
        .isInstanceOf(RefusedAddressException.class);
    String byName = url("/a.osm").replace("127.0.0.1", "localhost");
    assertThatThrownBy(() -> shop.run(byName)).isInstanceOf(RefusedAddressException.class);
  }

  @Test
  void refusesRedirectsThatLeadAstray() throws Exception {
    Workshop shop = new Workshop(folder);
    assertThatThrownBy(() -> shop.run(url("/loop"))).hasMessageContaining("more than 5 times");
    assertThatThrownBy(() -> shop.run(url("/file"))).isInstanceOf(RefusedAddressException.class);
    assertThatThrownBy(() -> shop.run(url("/none"))).hasMessageContaining("status 404");
  }

  @Test
  void givesUpWhenNothingComes() throws Exception {
    Workshop shop = open(new FetchSettings(Duration.ofMillis(300), 5, 1 << 20));
    assertThatThrownBy(() -> shop.run(url("/stuck"))).hasMessageContaining("Nothing came from");
  }

  @Test
  void stopsAtTheLimit() throws Exception {
    Workshop shop = open(new FetchSettings(Duration.ofSeconds(5), 5, 20));
    assertThatThrownBy(() -> shop.run(url("/a.osm"))).hasMessageContaining("larger than 20 bytes");
  }

  @Test
  void cancelEndsAFetchThatHangs() throws Exception {
    Workshop shop = new Workshop(folder);
    var context = shop.newContext();
    context.onProgress(said -> context.cancel());
    assertThat(shop.operation.run(Workshop.inputs(url("/stuck"), false), context))
        .isEqualTo(OsmReport.NOTHING);
  }
}
