// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Callers that each keep one connection busy with one request after the other, all on one thread:
 * it shares the processors with the server it measures, so it must cost as little as it can.
 */
final class HttpLoad implements AutoCloseable {

  private final Selector selector;
  private final List<Caller> callers = new ArrayList<>();

  /**
   * Connects to a server on this machine.
   *
   * @param requests whole requests as they go over the wire, sent in turn
   */
  HttpLoad(int port, int callers, List<byte[]> requests) throws IOException {
    selector = Selector.open();
    for (int i = 0; i < callers; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Caller caller = new Caller(channel, requests, i * requests.size() / callers);
      channel.register(selector, SelectionKey.OP_READ, caller);
      this.callers.add(caller);
    }
  }

  /**
   * Sends requests for so long, then waits for the answers that are on their way.
   *
   * @return answers
   * @throws IOException if an answer is no success, or none comes for ten seconds
   */
  Measured run(Duration length) throws IOException {
    Measured.Watch watch = new Measured.Watch();
    long end = System.nanoTime() + length.toNanos();
    for (Caller caller : callers) {
      caller.send();
    }
    long answers = 0;
    int waiting = callers.size();
    while (waiting > 0) {
      if (selector.select(10_000) == 0) {
        throw new IOException("No answer for ten seconds.");
      }
      boolean more = System.nanoTime() < end;
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.attachment() instanceof Caller caller && caller.receive()) {
          answers++;
          if (more) {
            caller.send();
          } else {
            waiting--;
          }
        }
      }
      selector.selectedKeys().clear();
    }
    return watch.stop(answers);
  }

  @Override
  public void close() throws IOException {
    for (Caller caller : callers) {
      caller.close();
    }
    selector.close();
  }
}
