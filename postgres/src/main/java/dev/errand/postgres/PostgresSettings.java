// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.time.Duration;
import java.util.Optional;

/**
 * Where the database is and how to use it.
 *
 * @param url a JDBC URL of PostgreSQL, such as {@code jdbc:postgresql://host/errand}; tables go
 *     into the first schema of the search path ({@code currentSchema=} sets it)
 * @param login who connects; absent if the URL or the server's rules say so
 * @param readers the most connections for reading at the same time; five more are used for writing,
 *     for the lease and for listening
 * @param lease how long a node may run its attempts without renewing, by the database's clock; it
 *     renews three times as often
 * @param listens whether other nodes are heard by LISTEN; if not, because a connection pooler is in
 *     between, they are polled twice a second
 */
public record PostgresSettings(
    String url, Optional<Login> login, int readers, Duration lease, boolean listens) {

  public static final String PREFIX = "jdbc:postgresql:";

  private static final int READERS = 8;
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

  /** A user of the database and the password, empty if the server asks for none. */
  public record Login(String user, String password) {

    @Override
    public String toString() {
      return user;
    }
  }

  /**
   * @throws IllegalArgumentException if a value makes no sense
   */
  public PostgresSettings {
    if (!url.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          "a PostgreSQL URL starts with " + PREFIX + ", not as in " + place(url));
    }
    if (readers < 1) {
      throw new IllegalArgumentException(
          "a store reads with 1 connection at least, not " + readers);
    }
    if (lease.compareTo(SHORTEST_LEASE) < 0) {
      throw new IllegalArgumentException("a lease lasts 1 second at least, not " + lease);
    }
  }

  /** The usual settings for this database. */
  public static PostgresSettings of(String url) {
    return new PostgresSettings(url, Optional.empty(), READERS, LEASE, true);
  }

  public PostgresSettings login(Login login) {
    return new PostgresSettings(url, Optional.of(login), readers, lease, listens);
  }

  public PostgresSettings readers(int readers) {
    return new PostgresSettings(url, login, readers, lease, listens);
  }

  public PostgresSettings lease(Duration lease) {
    return new PostgresSettings(url, login, readers, lease, listens);
  }

  public PostgresSettings listens(boolean listens) {
    return new PostgresSettings(url, login, readers, lease, listens);
  }

  /** The URL without its parameters, which may hold a password. */
  String place() {
    return place(url);
  }

  private static String place(String url) {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  @Override
  public String toString() {
    return place();
  }
}
