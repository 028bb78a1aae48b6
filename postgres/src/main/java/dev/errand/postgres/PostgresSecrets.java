// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.access.SecretFiles;
import dev.errand.access.SecretKind;
import dev.errand.access.Secrets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Keeps secrets in the database that {@link PostgresStore} keeps tasks in, so that all nodes sign
 * alike. Holds no connection: each question takes one of its own.
 *
 * @param before folders that may hold secrets from before there was a database; what a file there
 *     holds is taken over where the database has none
 */
public record PostgresSecrets(PostgresSettings settings, List<Path> before) implements Secrets {

  private static final String FIND = "SELECT bytes FROM secret WHERE name = ?";
  private static final String INSERT =
      "INSERT INTO secret (name, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING";

  public PostgresSecrets {
    before = List.copyOf(before);
  }

  @Override
  public byte[] get(SecretKind kind) {
    try (SharedTables tables = SharedTables.open(settings, "secrets", "the secret")) {
      Optional<byte[]> kept = tables.read(statements -> find(statements, kind));
      return kind.checked(
          kept.orElseGet(() -> keep(tables, kind)),
          "The secret '%s' in the table secret of %s".formatted(kind.name(), settings.place()));
    }
  }

  private byte[] keep(SharedTables tables, SecretKind kind) {
    byte[] offered = before(kind).orElseGet(kind.maker());
    return tables.run(statements -> {
      statements.bind(INSERT).text(kind.name()).bytes(offered).update();
      return find(statements, kind).orElseThrow();
    });
  }

  private Optional<byte[]> before(SecretKind kind) {
    return before.stream()
        .map(folder -> new SecretFiles(folder).find(kind))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<byte[]> find(OpenStatements statements, SecretKind kind)
      throws SQLException {
    try (ResultSet row = statements.bind(FIND).text(kind.name()).query()) {
      return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
    }
  }
}
