// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections whose requests never begin. Each address of 127.0.0.0/8 stands for a caller's own.
 */
class SlowHeadsTest {

  private static final byte[] HALF_A_HEAD =
      "GET /tasks HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private RunningServer server(String... settings) throws IOException {
    Files.write(folder.resolve("errand.properties"), List.of(settings));
    return RunningServer.start(folder, "--config", "errand.properties");
  }

  private Socket connect(RunningServer server, String from) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress("127.0.0.1", server.address().getPort()));
    return socket;
  }

  private void begin(RunningServer server, String from, int number) throws IOException {
    for (int i = 0; i < number; i++) {
      connect(server, from).getOutputStream().write(HALF_A_HEAD);
    }
  }

  private static int poll(RunningServer server, String from) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().localAddress(InetAddress.getByName(from)).build()) {
      URI tasks = server.address().resolve("/tasks");
      return client
          .send(HttpRequest.newBuilder(tasks).timeout(PATIENCE).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  /** Sends a byte whenever none has come for a moment; returns when the other end has hung up. */
  private static void trickle(Socket socket, byte one) throws IOException {
    socket.setSoTimeout(20);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        socket.getOutputStream().write(one);
        if (socket.getInputStream().read() < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        assertThat(e.bytesTransferred).isZero();
      } catch (IOException _) {
        return;
      }
    }
    throw new AssertionError("still open");
  }

  private static void answer(Socket socket) throws IOException {
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket
        .getOutputStream()
        .write(
            "HEAD /tasks HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    StringBuilder said = new StringBuilder();
    while (!said.toString().endsWith("\r\n\r\n")) {
      int one = socket.getInputStream().read();
      assertThat(one).as(said.toString()).isNotNegative();
      said.append((char) one);
    }
    assertThat(said.toString()).startsWith("HTTP/1.1 200");
  }

  @Test
  void aHeadHasADeadlineHoweverOftenAByteOfItComes() throws Exception {
    try (RunningServer server = server("errand.http.head-timeout=500ms")) {
      Socket first = connect(server, "127.0.0.1");
      first.getOutputStream().write(HALF_A_HEAD);
      trickle(first, (byte) 'a');

      Socket second = connect(server, "127.0.0.1");
      answer(second);
      second.getOutputStream().write(HALF_A_HEAD);
      trickle(second, (byte) 'a');

      assertThat(server.get("/tasks").statusCode()).isEqualTo(200);
      server.child().signal("TERM");
      assertThat(server.child().ended().err())
          .filteredOn(line -> line.contains("head of a request takes too long"))
          .hasSize(1)
          .first()
          .asString()
          .contains("WARN", "errand.http.head-timeout", "127.0.0.1");
    }
  }

  @Test
  void aHeadWithAMistakeIsNoLineInTheLog() throws Exception {
    try (RunningServer server = server()) {
      Socket socket = connect(server, "127.0.0.1");
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout((int) PATIENCE.toMillis());
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 400");
      server.child().signal("TERM");
      assertThat(server.child().ended().err()).isEmpty();
    }
  }

  @Test
  void oneAddressLeavesRoomForOthersAndIsToldOfOnce() throws Exception {
    try (RunningServer server =
        server("errand.http.head-timeout=1h", "errand.http.connections-per-address=4")) {
      begin(server, "127.0.0.1", 4);
      for (int i = 0; i < 3; i++) {
        trickle(connect(server, "127.0.0.1"), (byte) 'G');
      }
      assertThat(poll(server, "127.0.0.2")).isEqualTo(200);

      hangUp();
      assertThat(pollUntilLetIn(server)).isEqualTo(200);
      server.child().signal("TERM");
      assertThat(server.child().ended().err())
          .singleElement()
          .asString()
          .contains(
              "WARN",
              "Connections from 127.0.0.1 are refused, as it has 4 already"
                  + " (errand.http.connections-per-address)");
    }
  }

  /** The server learns of what was hung up a little later. */
  private static int pollUntilLetIn(RunningServer server) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return poll(server, "127.0.0.1");
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  @Test
  void manyAddressesTogetherMakeRoomForOneThatBringsARequest() throws Exception {
    try (RunningServer server =
        server(
            "errand.http.head-timeout=1h",
            "server.jetty.max-connections=8",
            "errand.http.connections-per-address=4")) {
      Socket working = connect(server, "127.0.0.4");
      answer(working);
      for (int round = 0; round < 5; round++) {
        for (int address = 1; address <= 3; address++) {
          begin(server, "127.0.0." + address, 3);
        }
      }
      assertThat(poll(server, "127.0.0.5")).isEqualTo(200);
      // It has brought requests before, so others go first.
      answer(working);
    }
  }
}
