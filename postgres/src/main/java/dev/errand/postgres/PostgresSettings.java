// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

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
 * @param patience how long a caller waits for a database that does not answer; then it is told that
 *     nothing was stored, or, if the change is on its way, that this is not known
 * @param folder the folder that the operations of this node keep their files in; a node does not
 *     open the store while another that is alive uses another folder. Empty where operations keep
 *     no files
 */
public record PostgresSettings(
    String url,
    Optional<Login> login,
    int readers,
    Duration lease,
    boolean listens,
    Duration patience,
    Optional<NodeFolder> folder) {

  public static final String PREFIX = "jdbc:postgresql:";

  /** As a parameter, or between user and host. */
  private static final Pattern PASSWORD =
      Pattern.compile("[?&]password=|^[^?]*//[^/?]*:[^/?]*@", Pattern.CASE_INSENSITIVE);

  private static final int READERS = 8;
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

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
    if (PASSWORD.matcher(url).find()) {
      throw new IllegalArgumentException(
          "a password does not belong into the URL, which others can see in the list of processes;"
              + " it has a place of its own");
    }
    if (readers < 1) {
      throw new IllegalArgumentException(
          "a store reads with 1 connection at least, not " + readers);
    }
    if (lease.compareTo(SHORTEST_LEASE) < 0) {
      throw new IllegalArgumentException("a lease lasts 1 second at least, not " + lease);
    }
    if (patience.toMillis() < 1) {
      throw new IllegalArgumentException("a caller waits 1 millisecond at least, not " + patience);
    }
  }

  /** The usual settings for this database. */
  public static PostgresSettings of(String url) {
    return new PostgresSettings(
        url, Optional.empty(), READERS, LEASE, true, PATIENCE, Optional.empty());
  }

  public PostgresSettings login(Login login) {
    return new PostgresSettings(url, Optional.of(login), readers, lease, listens, patience, folder);
  }

  public PostgresSettings readers(int readers) {
    return new PostgresSettings(url, login, readers, lease, listens, patience, folder);
  }

  public PostgresSettings lease(Duration lease) {
    return new PostgresSettings(url, login, readers, lease, listens, patience, folder);
  }

  public PostgresSettings listens(boolean listens) {
    return new PostgresSettings(url, login, readers, lease, listens, patience, folder);
  }

  public PostgresSettings patience(Duration patience) {
    return new PostgresSettings(url, login, readers, lease, listens, patience, folder);
  }

  public PostgresSettings folder(NodeFolder folder) {
    return new PostgresSettings(url, login, readers, lease, listens, patience, Optional.of(folder));
  }

  /** The URL without its parameters, and who connects. */
  String place() {
    return place(url) + login.map(known -> " (user " + known.user() + ")").orElse("");
  }

  private static String place(String url) {
    int parameters = url.indexOf('?');
    String plain = parameters < 0 ? url : url.substring(0, parameters);
    return plain.replaceFirst("//[^/]*@", "//");
  }

  @Override
  public String toString() {
    return place();
  }
}
