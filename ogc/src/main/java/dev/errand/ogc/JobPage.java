// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.http.Response;
import dev.errand.http.Utf8Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * One page of the list of jobs.
 *
 * @param parameters that it was asked for with
 * @param tasks from the first of the page on
 * @param limit how many of them the page holds at the most
 * @param reader who gets it
 */
record JobPage(ListParameters parameters, TaskPages tasks, int limit, JobReader reader) {

  private static final int ENOUGH_TO_SEND = 32 << 10;

  /** What happens between two jobs. */
  @FunctionalInterface
  private interface Checkpoint {
    void reached() throws IOException;
  }

  /** The page, held as a whole. */
  Response.Bytes bytes() throws IOException {
    Utf8Buffer buffer = new Utf8Buffer(ENOUGH_TO_SEND);
    write(buffer, () -> {});
    return buffer.bytes();
  }

  /** Writes the page bit by bit. */
  void writeTo(OutputStream out) throws IOException {
    Utf8Buffer buffer = new Utf8Buffer(2 * ENOUGH_TO_SEND);
    write(
        buffer,
        () -> {
          if (buffer.length() > ENOUGH_TO_SEND) {
            buffer.drainTo(out);
          }
        });
    buffer.drainTo(out);
  }

  private void write(Utf8Buffer buffer, Checkpoint checkpoint) throws IOException {
    JsonWriter out = new JsonWriter(buffer);
    out.beginObject().beginArray("jobs");
    Optional<String> next = Optional.empty();
    for (int i = 0; i < limit && tasks.hasNext(); i++) {
      var task = tasks.next();
      JobDocument.of(task, reader).write(out);
      next = Optional.of(task.id().toString());
      checkpoint.reached();
    }
    out.endArray()
        .links(parameters.links(reader.base() + "/jobs", next.filter(last -> tasks.hasNext())))
        .endObject();
  }
}
