// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A request to run an operation once.
 *
 * @param operation the registered name of the operation
 * @param inputs a JSON object that fits the operation's schema
 * @param description a line for people; absent means what the operation says of these inputs
 * @param owner the name of the principal it belongs to
 * @param group the number of the group it belongs to
 * @param priority a higher one starts sooner; 0 is usual. Of a stored task, that of its operation
 *     is added
 * @param orderingKey tasks with the same key run one at a time in the order of submission; absent
 *     means what the operation says of these inputs
 * @param transactionId the transaction of the caller's that the task works in
 * @param idempotency makes submitting it again answer the same task
 * @param reply what a dialect keeps with the task about how to answer for it; means nothing to the
 *     engine
 * @param retention how long the task stays readable after its end, more than nothing, in whole
 *     milliseconds; absent means as others of its operation
 * @param options how this task is to be run other than those of its operation
 */
public record Submission(
    String operation,
    Json inputs,
    Optional<String> description,
    Optional<String> owner,
    OptionalLong group,
    int priority,
    Optional<String> orderingKey,
    Optional<UUID> transactionId,
    Optional<Idempotency> idempotency,
    Optional<Json> reply,
    Optional<Duration> retention,
    RunOptions options) {

  /** The highest priority; the lowest is as far below 0. */
  public static final int HIGHEST_PRIORITY = 1_000;

  /**
   * @throws IllegalArgumentException if the retention is not positive
   */
  public Submission {
    // Milliseconds are what stores keep.
    retention = retention.map(asked -> asked.truncatedTo(ChronoUnit.MILLIS));
    retention
        .filter(asked -> !asked.isPositive())
        .ifPresent(asked -> {
          throw new IllegalArgumentException("A retention is at least a millisecond.");
        });
  }

  /**
   * Does nothing if there is such a priority.
   *
   * @throws IllegalArgumentException if not
   */
  public static void requirePriority(int priority) {
    if (priority < -HIGHEST_PRIORITY || priority > HIGHEST_PRIORITY) {
      throw new IllegalArgumentException(
          "a priority is between -%1$d and %1$d, not %2$d".formatted(HIGHEST_PRIORITY, priority));
    }
  }

  /** The same for another owner, or for none. */
  public Submission ownedBy(Optional<String> owner) {
    Builder builder = toBuilder();
    builder.owner = owner;
    return builder.build();
  }

  /** The same in a group. */
  public Submission inGroup(long group) {
    Builder builder = toBuilder();
    builder.group = OptionalLong.of(group);
    return builder.build();
  }

  /** The same in the group that its inputs name, if they do. */
  public Submission withoutGroup() {
    Builder builder = toBuilder();
    builder.group = OptionalLong.empty();
    return builder.build();
  }

  /** The same with other inputs. */
  public Submission withInputs(Json inputs) {
    Builder builder = toBuilder();
    builder.inputs = inputs;
    return builder.build();
  }

  /** The same, one at a time with others of that key. */
  public Submission orderedBy(String orderingKey) {
    return toBuilder().orderingKey(orderingKey).build();
  }

  /** The same for a task of its own, whatever else was made with the key. */
  public Submission withoutIdempotency() {
    Builder builder = toBuilder();
    builder.idempotency = Optional.empty();
    return builder.build();
  }

  /** A builder that begins with all of this. */
  public Builder toBuilder() {
    Builder builder = new Builder(operation);
    builder.inputs = inputs;
    builder.description = description;
    builder.owner = owner;
    builder.group = group;
    builder.priority = priority;
    builder.orderingKey = orderingKey;
    builder.transactionId = transactionId;
    builder.idempotency = idempotency;
    builder.reply = reply;
    builder.retention = retention;
    builder.options = options;
    return builder;
  }

  /** A submission with nothing but what is necessary. */
  public static Submission of(String operation, Json inputs) {
    return builder(operation).inputs(inputs).build();
  }

  /** A submission whose inputs are written by Jackson. */
  public static Submission of(String operation, Record inputs) {
    return of(operation, Json.of(inputs));
  }

  public static Builder builder(String operation) {
    return new Builder(operation);
  }

  /** Collects the parts of a submission; not safe for use by several threads. */
  public static final class Builder {
    private final String operation;
    private Json inputs = Json.EMPTY_OBJECT;
    private Optional<String> description = Optional.empty();
    private Optional<String> owner = Optional.empty();
    private OptionalLong group = OptionalLong.empty();
    private int priority;
    private Optional<String> orderingKey = Optional.empty();
    private Optional<UUID> transactionId = Optional.empty();
    private Optional<Idempotency> idempotency = Optional.empty();
    private Optional<Json> reply = Optional.empty();
    private Optional<Duration> retention = Optional.empty();
    private RunOptions options = RunOptions.NONE;

    private Builder(String operation) {
      this.operation = operation;
    }

    public Builder inputs(Json inputs) {
      this.inputs = inputs;
      return this;
    }

    public Builder inputs(Record inputs) {
      return inputs(Json.of(inputs));
    }

    public Builder description(String description) {
      this.description = Optional.of(description);
      return this;
    }

    public Builder owner(String owner) {
      this.owner = Optional.of(owner);
      return this;
    }

    public Builder group(long group) {
      this.group = OptionalLong.of(group);
      return this;
    }

    public Builder priority(int priority) {
      this.priority = priority;
      return this;
    }

    public Builder orderingKey(String orderingKey) {
      this.orderingKey = Optional.of(orderingKey);
      return this;
    }

    public Builder transactionId(UUID transactionId) {
      this.transactionId = Optional.of(transactionId);
      return this;
    }

    public Builder idempotency(Idempotency idempotency) {
      this.idempotency = Optional.of(idempotency);
      return this;
    }

    public Builder reply(Json reply) {
      this.reply = Optional.of(reply);
      return this;
    }

    /** How long the task stays readable after its end; at most what the server allows. */
    public Builder retention(Duration retention) {
      this.retention = Optional.of(retention);
      return this;
    }

    /** How it is to be run other than those of its operation. */
    public Builder options(RunOptions options) {
      this.options = options;
      return this;
    }

    public Submission build() {
      return new Submission(
          operation,
          inputs,
          description,
          owner,
          group,
          priority,
          orderingKey,
          transactionId,
          idempotency,
          reply,
          retention,
          options);
    }
  }
}
