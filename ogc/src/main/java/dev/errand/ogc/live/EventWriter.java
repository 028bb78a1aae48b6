// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.http.Utf8Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Writes server-sent events (HTML Living Standard, section 9.2). What is written is gathered until
 * {@link #flush}. For one thread.
 */
final class EventWriter {

  private static final int MOST_GATHERED = 16 << 10;

  private final OutputStream out;
  private Utf8Buffer gathered = new Utf8Buffer(0);

  EventWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes one event.
   *
   * @param id ASCII without line breaks
   * @param data writes one line of JSON
   */
  void event(String name, String id, Consumer<Utf8Buffer> data) throws IOException {
    gathered.ascii("event: ").ascii(name).ascii("\nid: ").ascii(id).ascii("\ndata: ");
    data.accept(gathered);
    gathered.ascii("\n\n");
    if (gathered.length() > MOST_GATHERED) {
      send();
    }
  }

  /** Writes a comment, which callers pass over. */
  void comment() throws IOException {
    gathered.ascii(":\n\n");
    flush();
  }

  /** Sends off what was written. */
  void flush() throws IOException {
    if (gathered.length() > 0) {
      send();
      out.flush();
    }
  }

  private void send() throws IOException {
    out.write(gathered.bytes().array(), 0, gathered.length());
    // Thousands of streams wait at a time; none keeps a buffer meanwhile.
    gathered = new Utf8Buffer(0);
  }
}
