// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import static dev.errand.outgoing.StubServer.body;
import static dev.errand.outgoing.StubServer.endless;
import static dev.errand.outgoing.StubServer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the server sends for callers, to real servers on this machine. */
@Timeout(30)
class OutgoingHttpTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final AddressRule LOOPBACK = AddressRule.allowing(List.of("127.0.0.1"));

  private StubServer server;
  private final OutgoingHttp guarded = new OutgoingHttp(OutgoingSettings.DEFAULT);
  private final OutgoingHttp http = new OutgoingHttp(OutgoingSettings.DEFAULT.rule(LOOPBACK));

  @BeforeEach
  void setUp() throws IOException {
    server = new StubServer();
  }

  @AfterEach
  void tearDown() {
    http.close();
    guarded.close();
    server.close();
  }

  private Fetched get(String url) throws IOException {
    return http.get(URI.create(url), 1 << 20, PATIENCE);
  }

  private int post(OutgoingHttp by, String url) throws IOException {
    byte[] bytes = "{}".getBytes(UTF_8);
    return by.post(
        OutgoingUri.parse(url),
        Map.of("Content-Type", "application/json", "webhook-id", "a"),
        bytes,
        PATIENCE);
  }

  @Test
  void fetchesWithoutTellingMoreThanItMust() throws Exception {
    server.at("/a", body("x".getBytes(UTF_8), "Content-Type", "text/plain; charset=utf-8"));
    server.at("/moved", status(302, "Location", "/a", "Set-Cookie", "a=b"));
    Fetched fetched = get(server.url("/moved?x=y"));
    assertThat(new String(fetched.body(), UTF_8)).isEqualTo("x");
    assertThat(fetched.mediaType()).contains("text/plain; charset=utf-8");
    assertThat(server.received).hasSize(2);
    for (StubServer.Received request : server.received) {
      assertThat(request.headers().keySet())
          .containsExactlyInAnyOrder("Host", "Connection", "User-agent");
      assertThat(request.headers().getFirst("User-agent")).isEqualTo("Errand");
    }
  }

  @Test
  void userInfoGoesToTheServerItIsForAndNoOther() throws Exception {
    try (StubServer other = new StubServer()) {
      other.at("/a", body("x".getBytes(UTF_8)));
      server.at("/same", status(302, "Location", "/away"));
      server.at("/away", status(302, "Location", other.url("/a")));
      get(server.url("/same").replace("://", "://jo:secret@"));
      assertThat(server.received)
          .extracting(request -> request.headers().getFirst("Authorization"))
          .containsExactly("Basic am86c2VjcmV0", "Basic am86c2VjcmV0");
      assertThat(other.received.getFirst().headers()).doesNotContainKey("Authorization");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/a",
        "http://localhost:PORT/a",
        "http://[::1]:PORT/a",
        "http://[::ffff:127.0.0.1]:PORT/a",
        "http://[64:ff9b::7f00:1]:PORT/a",
        "http://2130706433:PORT/a",
        "http://0x7f000001:PORT/a",
        "http://0177.0.0.1:PORT/a",
        "http://127.1:PORT/a",
        "http://0.0.0.0:PORT/a",
        "http://169.254.169.254/latest/meta-data"
      })
  void refusesAndLogsWhatIsNotPublic(String template) throws Exception {
    server.at("/a", body("x".getBytes(UTF_8)));
    String url = template.replace("PORT", "" + server.port());
    try (Warnings warnings = new Warnings()) {
      assertThatThrownBy(() -> guarded.get(URI.create(url), 100, PATIENCE))
          .isInstanceOf(RefusedAddressException.class)
          .hasMessageContaining("refused");
      assertThat(warnings.lines).anyMatch(line -> line.startsWith("Sent no request to "));
      assertThatThrownBy(() -> post(guarded, url)).isInstanceOf(RefusedAddressException.class);
    }
    assertThat(server.received).isEmpty();
  }

  @Test
  void theLogSaysTheAddressAndNoSecret() {
    String url = "http://jo:secret@localhost:%d/a?key=t0ken".formatted(server.port());
    try (Warnings warnings = new Warnings()) {
      assertThatThrownBy(() -> guarded.get(URI.create(url), 100, PATIENCE))
          .hasMessageContaining("localhost")
          .hasMessageNotContaining("127.0.0.1");
      assertThat(warnings.lines.toString())
          .contains("http://***@localhost:")
          .containsPattern("127\\.0\\.0\\.1|0:0:0:0:0:0:0:1")
          .doesNotContain("secret")
          .doesNotContain("t0ken");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest",
        "http://localhost:PORT/a",
        "http://[::1]:PORT/a",
        "http://0177.0.0.1:PORT/a",
        "file:///etc/passwd",
        "//10.0.0.1/a"
      })
  void refusesAndLogsRedirectsThatLeadThere(String template) throws Exception {
    String target = template.replace("PORT", "" + server.port());
    server.at("/get", status(302, "Location", target));
    server.at("/post", status(307, "Location", target));
    server.at("/a", body("x".getBytes(UTF_8)));
    String front = "http://front.example:" + server.port();
    AddressRule rule = AddressRule.allowing(List.of("front.example"));
    try (Warnings warnings = new Warnings();
        OutgoingHttp byName =
            new OutgoingHttp(OutgoingSettings.DEFAULT.rule(rule), OutgoingHttpTest::atHome)) {
      URI get = URI.create(front + "/get");
      assertThatThrownBy(() -> byName.get(get, 100, PATIENCE))
          .isInstanceOf(RefusedAddressException.class);
      assertThatThrownBy(() -> post(byName, front + "/post"))
          .isInstanceOf(RefusedAddressException.class);
      assertThat(warnings.lines).hasSize(2).allMatch(line -> line.startsWith("Sent no request to"));
    }
    assertThat(server.received)
        .extracting(StubServer.Received::path)
        .containsExactly("/get", "/post");
  }

  private static InetAddress[] atHome(String host) {
    return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
  }

  @Test
  void aNameThatChangesBetweenCheckAndConnectionLeadsNowhereElse() throws Exception {
    server.at("/a", body("x".getBytes(UTF_8)));
    AtomicInteger asked = new AtomicInteger();
    // Allowed, with nobody there; then the address of the server, which is refused.
    InetAddress nobody = InetAddress.ofLiteral("127.0.0.77");
    InetAddress home = InetAddress.ofLiteral("127.0.0.1");
    AddressRule rule = AddressRule.allowing(List.of("127.0.0.77"));
    try (OutgoingHttp rebound =
        new OutgoingHttp(
            OutgoingSettings.DEFAULT.rule(rule),
            _ -> new InetAddress[] {asked.getAndIncrement() == 0 ? nobody : home})) {
      URI uri = URI.create("http://changing.example:" + server.port() + "/a");
      assertThatThrownBy(() -> rebound.get(uri, 100, PATIENCE))
          .isInstanceOf(OutgoingException.class);
      assertThat(asked).hasValue(1);
      assertThatThrownBy(() -> rebound.get(uri, 100, PATIENCE))
          .isInstanceOf(RefusedAddressException.class);
    }
    assertThat(server.received).isEmpty();
  }

  @Test
  void oneRefusedAddressAmongOthersIsEnough() {
    InetAddress[] both = {InetAddress.ofLiteral("127.0.0.77"), InetAddress.ofLiteral("127.0.0.1")};
    AddressRule rule = AddressRule.allowing(List.of("127.0.0.77"));
    try (OutgoingHttp mixed = new OutgoingHttp(OutgoingSettings.DEFAULT.rule(rule), _ -> both)) {
      URI uri = URI.create("http://mixed.example:" + server.port() + "/a");
      assertThatThrownBy(() -> mixed.get(uri, 100, PATIENCE))
          .isInstanceOf(RefusedAddressException.class);
    }
  }

  @Test
  void theResolverChecksByItself() {
    GuardedResolver resolver =
        new GuardedResolver(AddressRule.PUBLIC, OutgoingHttpTest::atHome, PATIENCE);
    assertThatThrownBy(() -> resolver.resolve("home.example"))
        .isInstanceOf(RefusedAddressException.class);
  }

  @Test
  void theSocketChecksByItself() throws Exception {
    try (GuardedSocket socket = new GuardedSocket(AddressRule.PUBLIC)) {
      InetSocketAddress home = new InetSocketAddress("127.0.0.1", server.port());
      assertThatThrownBy(() -> socket.connect(home, 1_000))
          .isInstanceOf(RefusedAddressException.class);
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void proxiesOfTheEnvironmentAreNotAsked() throws Exception {
    server.at("/a", body("x".getBytes(UTF_8)));
    List<String> keys = List.of("http.proxyHost", "socksProxyHost");
    keys.forEach(key -> System.setProperty(key, "proxy.invalid"));
    System.setProperty("http.nonProxyHosts", "");
    System.setProperty("socksNonProxyHosts", "");
    try (OutgoingHttp fresh = new OutgoingHttp(OutgoingSettings.DEFAULT.rule(LOOPBACK))) {
      assertThat(fresh.get(URI.create(server.url("/a")), 10, PATIENCE).body()).hasSize(1);
    } finally {
      keys.forEach(System::clearProperty);
      System.clearProperty("http.nonProxyHosts");
      System.clearProperty("socksNonProxyHosts");
    }
  }

  @Test
  void stopsAtTheLimitWhateverTheLengthSays() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[4 << 20]);
    }
    server.at("/long", body(new byte[101]));
    server.at("/endless", endless());
    server.at("/bomb", body(bomb.toByteArray(), "Content-Encoding", "gzip"));
    server.at("/odd", body(new byte[1], "Content-Encoding", "br"));
    for (String path : List.of("/long", "/endless", "/bomb")) {
      assertThatThrownBy(() -> http.get(URI.create(server.url(path)), 100, PATIENCE))
          .as(path)
          .isInstanceOf(OutgoingException.class)
          .hasMessageContaining("larger than 100 bytes");
    }
    assertThat(get(server.url("/long")).body()).hasSize(101);
    assertThatThrownBy(() -> get(server.url("/odd"))).hasMessageContaining("Content-Encoding");
  }

  @Test
  void readsWhatIsCompressedUpToTheLimit() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("hello".getBytes(UTF_8));
    }
    server.at("/a", body(packed.toByteArray(), "Content-Encoding", "gzip"));
    assertThat(new String(get(server.url("/a")).body(), UTF_8)).isEqualTo("hello");
  }

  @Test
  void doesNotWaitForever() {
    server.at("/silent", server.silence());
    server.at("/endless", endless());
    Duration little = Duration.ofMillis(300);
    assertThatThrownBy(() -> http.get(URI.create(server.url("/silent")), 100, little))
        .isInstanceOf(OutgoingException.class)
        .hasMessageContaining(server.url("/silent"))
        .hasMessageContaining("300 milliseconds");
    OutgoingRequest always =
        OutgoingRequest.get(
            OutgoingUri.parse(server.url("/endless")), new Patience(PATIENCE, Optional.of(little)));
    assertThatThrownBy(() -> http.call(always).send(OutgoingHttpTest::drained))
        .isInstanceOf(OutgoingException.class)
        .hasMessageContaining("did not answer wholly within 300 milliseconds");
  }

  private static long drained(OutgoingAnswer answer) throws IOException {
    return answer.body().transferTo(OutputStream.nullOutputStream());
  }

  @Test
  void saysWhatWentWrong() throws Exception {
    server.at("/gone", status(404));
    server.at("/loop", status(302, "Location", "/loop"));
    assertThatThrownBy(() -> get(server.url("/gone?key=s")))
        .hasMessage(server.url("/gone?… answered with status 404."));
    assertThatThrownBy(() -> get(server.url("/loop"))).hasMessageContaining("more than 5 times");
    int port = server.port();
    server.close();
    assertThatThrownBy(() -> get("http://127.0.0.1:" + port + "/"))
        .isInstanceOf(OutgoingException.class)
        .hasMessageContaining("refused");
    assertThatThrownBy(() -> get("http://nobody.invalid/"))
        .isInstanceOf(OutgoingException.class)
        .hasMessageContaining("not known");
  }

  @Test
  void postsAndFollowsOnlyRedirectsThatKeepTheBody() throws Exception {
    server.at("/ok", endless());
    server.at("/same", status(308, "Location", "/ok"));
    server.at("/other", status(303, "Location", "/ok"));
    assertThat(post(http, server.url("/same"))).isEqualTo(200);
    assertThat(post(http, server.url("/other"))).isEqualTo(303);
    assertThat(server.received)
        .extracting(request -> request.method() + request.path() + request.body())
        .containsExactly("POST/same{}", "POST/ok{}", "POST/other{}");
    assertThat(server.received.get(1).headers().getFirst("webhook-id")).isEqualTo("a");
  }

  @Test
  void closingEndsWhatIsUnderWay() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.at(
        "/silent",
        exchange -> {
          asked.countDown();
          server.silence().to(exchange);
        });
    Thread closer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                asked.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              http.close();
            });
    assertThatThrownBy(() -> get(server.url("/silent"))).isInstanceOf(OutgoingException.class);
    closer.join();
  }
}
