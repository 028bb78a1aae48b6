// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.access.AccountRuleException;
import dev.errand.access.ForbiddenException;
import dev.errand.access.InvalidCredentialException;
import dev.errand.access.InvalidNameException;
import dev.errand.access.NameInUseException;
import dev.errand.access.UnknownAccountException;
import dev.errand.limit.LimitReachedException;
import dev.errand.task.IdempotencyConflictException;
import dev.errand.task.InvalidAnswersException;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.RefusedException;
import dev.errand.task.StoppedException;
import dev.errand.task.StoreException;
import dev.errand.task.StoreFullException;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.UnknownOperationException;
import dev.errand.task.UnknownOutcomeException;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a caller is told about an exception: the one place where exceptions become status codes. A
 * dialect writes it in its own error body.
 *
 * @param message for people; empty if there is nothing to say beyond the status
 * @param headers to send along
 */
public record Problem(int status, String message, Map<String, String> headers) {

  private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
  private static final Map<String, String> RETRY = Map.of("Retry-After", "5");
  private static final Problem OUT_OF_ORDER =
      new Problem(503, "The task store is out of order at the moment. Try again later.", RETRY);

  private static final Problem AWAY =
      new Problem(
          503,
          "The server cannot reach its database at the moment. It goes on by itself once the"
              + " database is back; try again later.",
          RETRY);

  private static final Problem FULL =
      new Problem(
          503,
          "The disk of the server's task store is full, so nothing was stored. Whoever runs the"
              + " server must free some space; then it goes on by itself.",
          RETRY);

  public Problem {
    headers = Map.copyOf(headers);
  }

  /** Maps any exception; logs those that are the server's own fault. */
  public static Problem of(Throwable error) {
    return switch (error) {
      case HttpException refusal -> refusal.problem();
      case InvalidInputsException invalid -> saying(400, invalid, Map.of());
      case InvalidAnswersException invalid -> saying(400, invalid, Map.of());
      case UnknownOperationException unknown -> saying(404, unknown, Map.of());
      case IdempotencyConflictException conflict -> saying(422, conflict, Map.of());
      case ForbiddenException forbidden -> saying(403, forbidden, Map.of());
      case RefusedException refused -> of(refused);
      case InvalidNameException invalid -> saying(400, invalid, Map.of());
      case InvalidCredentialException invalid -> saying(400, invalid, Map.of());
      case UnknownAccountException unknown -> saying(404, unknown, Map.of());
      case NameInUseException taken -> saying(409, taken, Map.of());
      case AccountRuleException against -> saying(409, against, Map.of());
      case LimitReachedException reached -> LimitProblem.of(reached);
      case StoppedException stopped -> saying(503, stopped, RETRY);
      case StoreUnreachableException unreachable -> {
        // The engine tells the operator when that begins and ends; many may ask meanwhile.
        LOG.debug("The store could not be reached while a request was answered", unreachable);
        yield AWAY;
      }
      case UnknownOutcomeException unknown -> {
        // The store tells the operator once of each transaction; many may wait for it.
        LOG.debug("It is not known what became of a request", unknown);
        yield UnknownOutcome.of(unknown);
      }
      case StoreFullException full -> {
        LOG.debug("The store had no room for a request", full);
        yield FULL;
      }
      case StoreException failed -> {
        LOG.error("The store failed while a request was answered", failed);
        yield OUT_OF_ORDER;
      }
      default -> {
        LOG.error("A request could not be answered", error);
        yield new Problem(
            500, "The server failed to answer this request; its log says why.", Map.of());
      }
    };
  }

  private static Problem of(RefusedException refused) {
    return switch (refused.reason()) {
      case INVALID -> saying(400, refused, Map.of());
      case MISSING -> saying(404, refused, Map.of());
      case FORBIDDEN -> saying(403, refused, Map.of());
      case CONFLICT -> saying(409, refused, Map.of());
      case BUSY -> saying(503, refused, RETRY);
    };
  }

  private static Problem saying(int status, Throwable error, Map<String, String> headers) {
    return new Problem(status, Objects.requireNonNullElse(error.getMessage(), ""), headers);
  }
}
