// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.TestCallers;
import dev.errand.task.Json;
import dev.errand.testkit.access.Who;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A chunked answer that is read line by line while it comes, on a connection of its own. */
final class Arriving implements AutoCloseable {

  private final Socket socket;
  private final BufferedReader in;
  private final int status;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final StringBuilder chunk = new StringBuilder();
  private boolean ended;

  /** An event, undone into its fields. */
  record Event(String name, String id, JsonNode data) {}

  private Arriving(Socket socket) throws IOException {
    this.socket = socket;
    // Lines of the tests are ASCII, so that characters and bytes of a chunk are the same.
    in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    status = Integer.parseInt(in.readLine().substring(9, 12));
    String line;
    while (!(line = in.readLine()).isEmpty()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
  }

  static Arriving of(int port, Who who, String path, String... headers) throws IOException {
    return of(port, 0, who, path, headers);
  }

  /** With so small a buffer for what was received, if it is not 0. */
  static Arriving of(int port, int buffer, Who who, String path, String... headers)
      throws IOException {
    Socket socket = new Socket();
    if (buffer > 0) {
      socket.setReceiveBufferSize(buffer);
    }
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(20_000);
    List<String> lines =
        new ArrayList<>(List.of("GET " + path + " HTTP/1.1", "Host: localhost:" + port));
    String[] caller = TestCallers.as(who);
    for (int i = 0; i < caller.length; i += 2) {
      lines.add(caller[i] + ": " + caller[i + 1]);
    }
    for (int i = 0; i < headers.length; i += 2) {
      lines.add(headers[i] + ": " + headers[i + 1]);
    }
    socket
        .getOutputStream()
        .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return new Arriving(socket);
  }

  int status() {
    return status;
  }

  String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** The next line of the body; empty at its end, which must be a clean one. */
  Optional<String> line() throws IOException {
    int end;
    while ((end = chunk.indexOf("\n")) < 0) {
      if (ended) {
        assertThat(chunk).as("an unfinished line").isEmpty();
        return Optional.empty();
      }
      readChunk();
    }
    String line = chunk.substring(0, end);
    chunk.delete(0, end + 1);
    return Optional.of(line);
  }

  private void readChunk() throws IOException {
    // Jetty sends the line break after a chunk with the next one.
    String size = in.readLine();
    size = size != null && size.isEmpty() ? in.readLine() : size;
    assertThat(size).as("the answer was broken off").isNotNull();
    int length = Integer.parseInt(size.strip(), 16);
    for (int i = 0; i < length; i++) {
      int next = in.read();
      assertThat(next).as("the answer was broken off").isNotNegative();
      chunk.append((char) next);
    }
    ended = length == 0;
  }

  /** All lines up to the end. */
  List<String> lines() throws IOException {
    List<String> all = new ArrayList<>();
    Optional<String> line;
    while ((line = line()).isPresent()) {
      all.add(line.get());
    }
    return all;
  }

  /** The next event, comments passed over; empty at the end. */
  Optional<Event> next() throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    while (true) {
      Optional<String> line = line();
      if (line.isEmpty()) {
        assertThat(fields).as("an unfinished event").isEmpty();
        return Optional.empty();
      }
      String text = line.get();
      if (!text.isEmpty() && !text.startsWith(":")) {
        int colon = text.indexOf(": ");
        fields.put(text.substring(0, colon), text.substring(colon + 2));
      } else if (!fields.isEmpty()) {
        return Optional.of(event(fields));
      }
    }
  }

  private static Event event(Map<String, String> fields) {
    assertThat(fields).containsOnlyKeys("event", "id", "data");
    return new Event(
        fields.getOrDefault("event", ""),
        fields.getOrDefault("id", ""),
        new Json(fields.getOrDefault("data", "")).parse());
  }

  Event event() throws IOException {
    return next().orElseThrow(() -> new AssertionError("the stream ended"));
  }

  /** The next event of that name; others before it are passed over. */
  Event event(String name) throws IOException {
    Event event = event();
    while (!event.name().equals(name)) {
      event = event();
    }
    return event;
  }

  /** All events up to the end of the stream. */
  List<Event> events() throws IOException {
    List<Event> all = new ArrayList<>();
    Optional<Event> event;
    while ((event = next()).isPresent()) {
      all.add(event.get());
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
