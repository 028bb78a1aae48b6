// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.mcp.wire.ServerName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * How the dialect behaves.
 *
 * @param server what it calls itself
 * @param taskAfter calls of what is known to take longer become tasks where clients can hold them;
 *     also how long a call is waited for before its answer is a stream
 * @param beat how often a stream that waits shows that it is alive, and finds out whether its
 *     client is
 * @param origins of web pages that may send requests, besides the server's own
 * @param issuer of the tokens that are taken besides the server's own, which clients are sent to
 */
public record McpSettings(
    ServerName server,
    Duration taskAfter,
    Duration beat,
    Set<String> origins,
    Optional<URI> issuer) {

  /**
   * A second, two seconds, no other origins, no issuer.
   *
   * @param title of the server, for people
   */
  public static McpSettings of(String title) {
    return new McpSettings(
        new ServerName(title, version()),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Set.of(),
        Optional.empty());
  }

  public McpSettings {
    origins = Set.copyOf(origins);
    if (!taskAfter.isPositive() || !beat.isPositive()) {
      throw new IllegalArgumentException(
          "waiting and beats take time, not " + taskAfter + " and " + beat);
    }
  }

  private static String version() {
    try (InputStream in = McpSettings.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("the version of this build cannot be read", e);
    }
  }

  /** The same with another limit of what is waited for. */
  public McpSettings taskAfter(Duration time) {
    return new McpSettings(server, time, beat, origins, issuer);
  }

  /** The same with streams that show more often or less that they are alive. */
  public McpSettings beat(Duration time) {
    return new McpSettings(server, taskAfter, time, origins, issuer);
  }

  /** The same for pages of these web sites. */
  public McpSettings origins(Set<String> others) {
    return new McpSettings(server, taskAfter, beat, others, issuer);
  }

  /** The same with an issuer of tokens. */
  public McpSettings issuer(Optional<URI> other) {
    return new McpSettings(server, taskAfter, beat, origins, other);
  }
}
