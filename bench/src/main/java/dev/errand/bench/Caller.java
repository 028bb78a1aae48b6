// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One connection of {@link HttpLoad}: a request, its answer, the next request. */
final class Caller implements AutoCloseable {

  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final SocketChannel channel;
  private final List<byte[]> requests;
  private final ByteBuffer in = ByteBuffer.allocate(16 << 10);
  private int next;

  Caller(SocketChannel channel, List<byte[]> requests, int first) {
    this.channel = channel;
    this.requests = requests;
    this.next = first;
  }

  /** Sends the next request; it is small enough for the socket's buffer. */
  void send() throws IOException {
    ByteBuffer request = ByteBuffer.wrap(requests.get(next));
    next = next + 1 == requests.size() ? 0 : next + 1;
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  /** Reads what has come; whether the answer is complete. */
  boolean receive() throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException("The server closed a connection: " + text());
    }
    int head = find(END, 0, in.position());
    if (head < 0 || in.position() < head + END.length + bodyLength(head)) {
      return false;
    }
    if (in.get(9) != '2') {
      throw new IOException("An answer is no success: " + text());
    }
    in.clear();
    return true;
  }

  private int bodyLength(int head) throws IOException {
    int at = find(LENGTH, 0, head);
    if (at < 0) {
      throw new IOException("An answer says no length: " + text());
    }
    int length = 0;
    for (int i = at + LENGTH.length; i < head && in.get(i) != '\r'; i++) {
      if (in.get(i) != ' ') {
        length = length * 10 + in.get(i) - '0';
      }
    }
    return length;
  }

  /** Where the bytes stand, whatever their case. */
  private int find(byte[] wanted, int from, int to) {
    for (int i = from; i <= to - wanted.length; i++) {
      int same = 0;
      while (same < wanted.length && lower(in.get(i + same)) == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return i;
      }
    }
    return -1;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }

  private String text() {
    return new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
