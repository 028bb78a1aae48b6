// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Transaction;
import dev.errand.geodata.repository.TransactionNotFoundException;
import dev.errand.http.HttpException;
import dev.errand.http.Parameters;
import dev.errand.http.Request;
import java.util.Optional;
import java.util.UUID;

/** The parameter {@code transactionId} of GeoGig's commands. */
public final class TransactionParameter {

  private static final String NAME = "transactionId";
  private static final int SHOWN = 100;

  private TransactionParameter() {}

  /**
   * The transaction that a request is to be done in; to be given to {@link
   * dev.errand.task.Submission.Builder#transactionId}, or to the repository. An empty value is
   * none.
   *
   * @throws HttpException 400 if it is no UUID, or there is no such transaction that the caller may
   *     use
   */
  public static Optional<UUID> of(Request request, Parameters parameters, Repository repository) {
    Optional<UUID> id =
        parameters.first(NAME).filter(text -> !text.isEmpty()).map(TransactionParameter::parse);
    id.ifPresent(given -> requireOpen(request, given, repository));
    return id;
  }

  /**
   * The same for a command that is nothing outside of a transaction.
   *
   * @throws HttpException 400 likewise, and if none is named
   */
  static UUID required(Request request, Repository repository) {
    return of(request, request.query(), repository)
        .orElseThrow(() ->
            HttpException.badRequest(
                "No transaction was specified, this command requires a transaction to preserve the"
                    + " stability of the repository."));
  }

  private static void requireOpen(Request request, UUID id, Repository repository) {
    Optional<Transaction> transaction = repository.transactions().find(id);
    if (transaction.filter(found -> found.isOpenTo(request.principal())).isEmpty()) {
      throw new TransactionNotFoundException(id);
    }
  }

  private static UUID parse(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException malformed) {
      String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
      throw HttpException.badRequest("Invalid UUID string: " + start);
    }
  }
}
