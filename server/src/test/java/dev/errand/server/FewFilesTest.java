// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that may open few files, and more half requests from one address than that. {@code
 * -Dheads=3000} is the full size, under a limit of 1,024 files.
 */
class FewFilesTest {

  private static final int HEADS = Integer.getInteger("heads", 600);
  private static final int FILES = Math.max(512, Math.min(1_024, HEADS / 2));
  private static final int ROUNDS = Math.max(10, HEADS / 20);

  private static final byte[] HALF_A_HEAD =
      "GET /tasks HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] A_BYTE = {'a'};

  @TempDir private Path folder;

  private final List<SocketChannel> heads = new ArrayList<>();

  /** Keeps as many open as it may have, whatever becomes of them. */
  private void besiege(int port) throws IOException {
    for (SocketChannel head : List.copyOf(heads)) {
      if (!isOpenStill(head)) {
        heads.remove(head);
        head.close();
      }
    }
    while (heads.size() < HEADS) {
      SocketChannel head = SocketChannel.open();
      head.setOption(StandardSocketOptions.SO_LINGER, 0);
      heads.add(head);
      head.connect(new InetSocketAddress("127.0.0.1", port));
      sendHalf(head);
      head.configureBlocking(false);
    }
  }

  private static void sendHalf(SocketChannel head) {
    try {
      head.write(ByteBuffer.wrap(HALF_A_HEAD));
    } catch (IOException _) {
      // Refused already, which the next look at it finds.
    }
  }

  private static boolean isOpenStill(SocketChannel head) {
    try {
      head.write(ByteBuffer.wrap(A_BYTE));
      return head.read(ByteBuffer.allocate(1)) >= 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static long millis(HttpClient client, HttpRequest request, int status) throws Exception {
    long begin = System.nanoTime();
    assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(status);
    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }

  @Test
  void othersAreServedAndTheStoreWritesOn() throws Exception {
    List<String> serve = Child.command("serve", "--port", "0", "--data", "data", "--workers", "2");
    List<String> limited =
        Stream.concat(
                Stream.of("sh", "-c", "ulimit -n " + FILES + " && exec \"$0\" \"$@\""),
                serve.stream())
            .toList();
    try (Child child = Child.start(folder, limited)) {
      URI address = URI.create(child.lineWith("address").replace("address", "").strip());
      HttpRequest poll = HttpRequest.newBuilder(address.resolve("/tasks")).build();
      HttpRequest start =
          HttpRequest.newBuilder(address.resolve("/processes/echo/execution"))
              .header("Content-Type", "application/json")
              .header("Prefer", "respond-async")
              .POST(HttpRequest.BodyPublishers.ofString("{\"inputs\":{\"text\":\"hello\"}}"))
              .build();
      List<Long> times = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        besiege(address.getPort());
        try (HttpClient other =
            HttpClient.newBuilder()
                .localAddress(InetAddress.getByName("127.0.0." + (2 + round % 250)))
                .build()) {
          times.add(millis(other, poll, 200));
          times.add(millis(other, start, 201));
        }
      }
      Collections.sort(times);
      System.out.printf(
          "%d heads, %d files: of %d polls and starts from other addresses half took at most %d ms,"
              + " 99 of 100 %d ms, the slowest %d ms%n",
          HEADS,
          FILES,
          times.size(),
          times.get(times.size() / 2),
          times.get(times.size() * 99 / 100),
          times.getLast());
      child.signal("TERM");
      List<String> lines = child.ended().err();
      assertThat(lines.getFirst()).contains("Connections from 127.0.0.1 are refused");
      // A long siege sees the end of the time that heads have, too.
      assertThat(lines.subList(1, lines.size()))
          .hasSizeLessThan(2)
          .allMatch(line -> line.contains("the head of a request takes too long"));
    } finally {
      for (SocketChannel head : heads) {
        head.close();
      }
    }
  }
}
