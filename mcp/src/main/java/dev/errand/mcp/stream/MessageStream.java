// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.stream;

import dev.errand.task.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes messages as server-sent events (HTML Living Standard, section 9.2). They have no ids: by
 * one a client would take the stream for one that can be gone on with. For one thread.
 */
public final class MessageStream {

  /** What the stream is. */
  public static final String TYPE = "text/event-stream";

  /**
   * Keeps proxies from gathering what comes, and the container from compressing it, which gathers
   * too.
   */
  public static final Map<String, String> HEADERS =
      Map.of("X-Accel-Buffering", "no", "Content-Encoding", "identity");

  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;

  public MessageStream(OutputStream out) {
    this.out = out;
  }

  /** Sends one message off. */
  public void message(ObjectNode message) throws IOException {
    out.write(
        ("event: message\ndata: " + Json.mapper().writeValueAsString(message) + "\n\n")
            .getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Sends what clients pass over; finds out whether the client is still there. */
  public void comment() throws IOException {
    out.write(COMMENT);
    out.flush();
  }
}
