// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.task.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON file of a transaction. When it was used last is the time of the file. */
final class TransactionFile {

  private TransactionFile() {}

  static byte[] bytes(Transaction transaction) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", transaction.id().toString());
    json.put("owner", transaction.owner().orElse(null));
    json.put("base", transaction.base().orElse(null));
    json.put("head", transaction.head().orElse(null));
    return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the file of a transaction.
   *
   * @return empty if there is none
   * @throws RepositoryDamagedException if it is not whole or does not belong to its name
   */
  static Optional<Transaction> read(Path file) {
    try {
      Transaction transaction = transaction(Json.mapper().readTree(Files.readString(file)));
      if (!file.getFileName().toString().startsWith(transaction.id() + ".")) {
        throw new RepositoryDamagedException(
            "The file %s holds another transaction, %s.".formatted(file, transaction.id()), null);
      }
      return Optional.of(transaction);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw new RepositoryDamagedException(
          "The transaction's file %s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static Transaction transaction(JsonNode json) {
    return new Transaction(
        UUID.fromString(json.required("id").stringValue()),
        json.required("owner").stringValueOpt(),
        revision(json, "base"),
        revision(json, "head"));
  }

  private static Optional<String> revision(JsonNode json, String member) {
    Optional<String> id = json.required(member).stringValueOpt();
    if (id.filter(text -> !Digests.isId(text)).isPresent()) {
      throw new IllegalArgumentException("no identifier of a revision: " + id.get());
    }
    return id;
  }
}
