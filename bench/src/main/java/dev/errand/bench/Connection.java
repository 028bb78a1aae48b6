// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection to a server on this machine, read by a thread that may wait long. */
final class Connection implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[4 << 10];

  Connection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  void send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
  }

  /**
   * What has come, once something has.
   *
   * @throws EOFException if nothing will come any more
   */
  String read() throws IOException {
    int count = in.read(buffer);
    if (count < 0) {
      throw new EOFException("The server closed the connection.");
    }
    return new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
  }

  /** A whole answer, which ends with a JSON object and a line break. */
  String answer() throws IOException {
    StringBuilder all = new StringBuilder(read());
    while (!all.substring(Math.max(0, all.length() - 2)).equals("}\n")) {
      all.append(read());
    }
    if (!all.substring(0, 12).equals("HTTP/1.1 200")) {
      throw new IOException("An answer is not 200: " + all);
    }
    return all.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
