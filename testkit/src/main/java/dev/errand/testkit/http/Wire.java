// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests that no well-behaved client sends. */
public final class Wire {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Wire() {}

  /** The answer, undone only into head and body. */
  public record Answer(int status, String head, String body) {

    /** The value of a header; empty if it is missing. */
    public String header(String name) {
      for (String line : head.split("\r\n", -1)) {
        if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
          return line.substring(name.length() + 1).strip();
        }
      }
      return "";
    }
  }

  public static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  /** Sends bytes given as Latin-1 text and reads until the server closes. */
  public static Answer exchange(int port, String request) throws IOException {
    try (Socket socket = connect(port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return read(socket.getInputStream());
    }
  }

  /** Reads an answer to the end of the connection. */
  public static Answer read(InputStream in) throws IOException {
    String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    int blank = all.indexOf("\r\n\r\n");
    if (!all.startsWith("HTTP/1.1 ") || blank < 0) {
      throw new IOException("no HTTP answer: " + all);
    }
    return new Answer(
        Integer.parseInt(all.substring(9, 12)), all.substring(0, blank), all.substring(blank + 4));
  }
}
