// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.sql.SQLException;

/** A commit broke, and whether it took place could not be found out. */
final class UnknownCommitException extends SQLException {

  private static final long serialVersionUID = 1;

  UnknownCommitException(SQLException cause) {
    super("whether a commit took place could not be found out", cause.getSQLState(), cause);
  }
}
