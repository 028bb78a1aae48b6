// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import dev.errand.access.ForbiddenException;
import dev.errand.http.StrictJson;
import dev.errand.limit.LimitReachedException;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Fault;
import dev.errand.task.Idempotency;
import dev.errand.task.IdempotencyConflictException;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.RefusedException;
import dev.errand.task.Sha256;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.UnknownOperationException;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Starts the operation behind a tool. Safe for all threads. */
public final class Starting {

  /** The member of {@code _meta} with a key that makes repeating a call harmless. */
  static final String KEY = "dev.errand/idempotency-key";

  private final LinkedInputs inputs;

  public Starting(LinkedInputs inputs) {
    this.inputs = inputs;
  }

  /**
   * The task of a call, new or, by its key, the one from before.
   *
   * @param key makes repeating it harmless
   * @throws RefusedCallException if a model can be told how to call it better
   * @throws Fault if there is no such tool for this caller
   */
  Task start(Call call, Tool tool, ObjectNode arguments, Optional<String> key) {
    String operation = tool.operation().name();
    Submission.Builder submission = Submission.builder(operation);
    key.ifPresent(
        given -> submission.idempotency(new Idempotency(given, fingerprint(operation, arguments))));
    try {
      return call.errand().submit(submission.build(), () -> inputs.unpack(tool, arguments));
    } catch (InvalidInputsException | IdempotencyConflictException e) {
      throw new RefusedCallException(text(e));
    } catch (LimitReachedException e) {
      throw new RefusedCallException(text(e) + retry(e));
    } catch (UnknownOperationException e) {
      throw Tools.unknown(tool.name());
    } catch (ForbiddenException e) {
      throw new RefusedCallException(text(e));
    } catch (RefusedException e) {
      throw new RefusedCallException(text(e));
    }
  }

  private static String retry(LimitReachedException e) {
    return e.allowance()
        .refill()
        .map(refill -> " Try again in %d s.".formatted(Math.max(1, refill.next().toSeconds())))
        .orElse(" Try again in 5 s.");
  }

  private static String text(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), "");
  }

  /**
   * The key that a call has.
   *
   * @throws Fault if it can be none
   */
  static Optional<String> key(Call call) {
    return key(call.meta(KEY), "_meta[\"" + KEY + "\"]");
  }

  static Optional<String> key(JsonNode given, String name) {
    if (given.isMissingNode()) {
      return Optional.empty();
    }
    String key = given.asString("");
    if (!given.isString() || !Idempotency.isKey(key)) {
      throw Fault.invalidParams(
          "%s must be a text of 1 to %d visible ASCII characters."
              .formatted(name, Idempotency.MOST_CHARACTERS));
    }
    return Optional.of(key);
  }

  /** The same for all spellings of the same call. */
  private static String fingerprint(String operation, ObjectNode arguments) {
    return Sha256.hex("tool\n" + operation + '\n' + StrictJson.canonical(arguments));
  }
}
