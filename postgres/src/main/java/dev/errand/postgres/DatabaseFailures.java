// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.task.StoreException;
import dev.errand.task.StoreFullException;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.UnknownOutcomeException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.postgresql.util.PSQLException;

/** Says what is wrong with the database, where it is, and what to do. */
final class DatabaseFailures {

  /** Codes that count as a lost connection and have a sentence of their own. */
  private static final Set<String> NEEDS_OTHERS = Set.of("25006", "53300");

  private static final String FULL = "53100";

  private final String place;

  /**
   * @param place the database's URL without secrets
   */
  DatabaseFailures(String place) {
    this.place = place;
  }

  StoreException explain(SQLException e) {
    String message = place + ": " + sentence(e);
    if (isDisconnect(e)) {
      return new StoreUnreachableException(message, e);
    }
    return state(e).equals(FULL)
        ? new StoreFullException(message, e)
        : new StoreException(message, e);
  }

  /** For somebody who starts a program, to whom nothing is promised yet. */
  StoreException explainOpening(SQLException e) {
    return NEEDS_OTHERS.contains(state(e)) || !isDisconnect(e)
        ? explain(e)
        : new StoreException(
            place
                + ": the database cannot be reached. Start it, or correct the URL. ("
                + detail(e)
                + ")",
            e);
  }

  /**
   * What to tell a caller whose change failed.
   *
   * @param look what tells whether it was stored, where that is not known
   */
  StoreException explainChange(SQLException failure, String look) {
    return failure instanceof UnknownCommitException
        ? new UnknownOutcomeException(
            place + ": the connection to the database broke (" + detail(failure) + ")",
            look,
            failure)
        : explain(failure);
  }

  /**
   * Whether the connection is gone, or none could be had, so that the same may succeed on another.
   * Codes: PostgreSQL manual, appendix A.
   */
  static boolean isDisconnect(SQLException e) {
    String state = state(e);
    return e instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("25P03")
        || state.equals("25006")
        || state.equals("53300");
  }

  private static String state(SQLException e) {
    SQLException deepest = e;
    while (deepest.getCause() instanceof SQLException cause) {
      deepest = cause;
    }
    String state = deepest.getSQLState();
    return state == null ? "" : state;
  }

  private static String sentence(SQLException e) {
    return switch (state(e)) {
      case "28P01", "28000" ->
          "the database refuses this user or password. Set the right ones. (" + detail(e) + ")";
      case "3D000" -> "there is no such database. Create it, or correct the URL.";
      case "3F000", "42501" ->
          "this user may not use or create tables there. Grant it USAGE and CREATE on the schema. ("
              + detail(e)
              + ")";
      case FULL ->
          "the disk of the database is full, so this was not stored. Free some space; no restart is"
              + " needed.";
      case "53300" ->
          "the database has no connection left for Errand. Raise max_connections, or lower the"
              + " sizes of the pools.";
      case "25006" ->
          "the database is read-only (a standby?), so this was not stored. Point the URL at the"
              + " primary; targetServerType=primary lets the driver find it.";
      // The guard of a move that is not finished says all that there is to say.
      case "55006" -> plain(e);
      default ->
          isDisconnect(e)
              ? "the database cannot be reached, so this was not stored. It is tried again by"
                  + " itself where that makes sense. ("
                  + detail(e)
                  + ")"
              : String.valueOf(e.getMessage());
    };
  }

  private static String plain(SQLException e) {
    return e instanceof PSQLException known && known.getServerErrorMessage() != null
        ? String.valueOf(known.getServerErrorMessage().getMessage())
        : detail(e);
  }

  private static String detail(SQLException e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }
}
