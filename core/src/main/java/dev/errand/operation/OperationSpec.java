// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import dev.errand.limit.Limit;
import dev.errand.task.Submission;
import dev.errand.task.TimeLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What an operation is called, takes and gives, and how the engine may treat it.
 *
 * <p>The schema of the inputs follows from the record: a component is required unless it is an
 * {@code Optional}, {@code OptionalInt}, {@code OptionalLong} or {@code OptionalDouble}, or has a
 * default given by {@code @JsonProperty(defaultValue = …)}; {@code @JsonPropertyDescription}
 * describes it; {@link Secret} keeps its value out of everything that is shown; {@link ValueSchema}
 * says more than the type of the component does. The schema of the result follows likewise.
 *
 * @param name lower-case words joined by hyphens, such as {@code osm-import}
 * @param about what people are told
 * @param inputs the record of the inputs
 * @param result the class of the result, best a record; {@code Void.class} for none
 * @param files what tasks leave to download
 * @param treatment how the engine may treat it
 * @param schemas what counts instead of the schemas that follow from {@code inputs} and {@code
 *     result}, where it is given
 */
public record OperationSpec<I extends Record, R>(
    String name,
    About about,
    Class<I> inputs,
    Class<R> result,
    List<FileOutput> files,
    Treatment treatment,
    Optional<GivenSchemas> schemas) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /**
   * What people are told of an operation.
   *
   * @param title a line
   * @param description what it does, as long as it takes
   * @param version of what it takes and gives
   * @param unit what the amounts of its progress count, in the plural, such as {@code features}
   * @param hints for programs that choose operations by themselves
   */
  public record About(
      String title,
      Optional<String> description,
      String version,
      Optional<String> unit,
      Hints hints) {

    /** Without hints. */
    public About(
        String title, Optional<String> description, String version, Optional<String> unit) {
      this(title, description, version, unit, Hints.NONE);
    }
  }

  public OperationSpec {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of an operation is lower-case words joined by hyphens, not '" + name + "'");
    }
    files = List.copyOf(files);
  }

  /** An operation that may not be repeated, works rather than waits, and is open to users. */
  public static <I extends Record, R> OperationSpec<I, R> of(
      String name, String title, Class<I> inputs, Class<R> result) {
    About about = new About(title, Optional.empty(), "1.0.0", Optional.empty());
    return new OperationSpec<>(
        name, about, inputs, result, List.of(), Treatment.USUAL, Optional.empty());
  }

  /** The same of one that is known only at run time, whose inputs and result are JSON. */
  public static OperationSpec<JsonInputs, JsonNode> of(
      String name, String title, GivenSchemas schemas) {
    About about = new About(title, Optional.empty(), "1.0.0", Optional.empty());
    return new OperationSpec<>(
        name,
        about,
        JsonInputs.class,
        JsonNode.class,
        List.of(),
        Treatment.USUAL,
        Optional.of(schemas));
  }

  public String title() {
    return about.title();
  }

  /** What happens to an attempt that was lost with its node. */
  public Recovery recovery() {
    return treatment.recovery();
  }

  /** Whether an attempt mostly waits. */
  public boolean waits() {
    return treatment.waits();
  }

  /** Who may start it. */
  public Starters starters() {
    return treatment.starters();
  }

  /** Whether and when it is tried again after an exception. */
  public Optional<RetryPolicy> retry() {
    return treatment.retry();
  }

  /** How long an attempt may run. */
  public Optional<Duration> timeLimit() {
    return treatment.timeLimits().attempt();
  }

  /** The same with a description. */
  public OperationSpec<I, R> description(String description) {
    return about(
        new About(
            about.title(), Optional.of(description), about.version(), about.unit(), about.hints()));
  }

  /** The same in another version; operations begin with 1.0.0. */
  public OperationSpec<I, R> version(String version) {
    return about(
        new About(about.title(), about.description(), version, about.unit(), about.hints()));
  }

  /** The same with what the amounts of its progress count, in the plural: {@code features}. */
  public OperationSpec<I, R> unit(String unit) {
    return about(
        new About(
            about.title(), about.description(), about.version(), Optional.of(unit), about.hints()));
  }

  /** The same with what programs are told that choose operations by themselves. */
  public OperationSpec<I, R> hints(Hints hints) {
    return about(
        new About(about.title(), about.description(), about.version(), about.unit(), hints));
  }

  /** The same with files that its tasks leave. */
  public OperationSpec<I, R> files(FileOutput... files) {
    return new OperationSpec<>(name, about, inputs, result, List.of(files), treatment, schemas);
  }

  /** The same with another recovery rule. */
  public OperationSpec<I, R> recovery(Recovery recovery) {
    return treatment(treatment.with(recovery));
  }

  /** The same for other people. */
  public OperationSpec<I, R> starters(Starters starters) {
    return treatment(treatment.with(starters));
  }

  /** The same for an operation that mostly waits. */
  public OperationSpec<I, R> waiting() {
    return treatment(treatment.waiting());
  }

  /**
   * The same for attempts that may run so long and no longer.
   *
   * @throws IllegalArgumentException if that is not longer than nothing
   */
  public OperationSpec<I, R> timeLimit(Duration limit) {
    return timeLimits(treatment.timeLimits().attempt(limit));
  }

  /** The same for tasks that may run and wait so long and no longer. */
  public OperationSpec<I, R> timeLimits(TimeLimits limits) {
    return treatment(treatment.with(limits));
  }

  /**
   * The same for tasks that start sooner, or later if it is below 0, than those of others.
   *
   * @throws IllegalArgumentException if it is beyond {@link Submission#HIGHEST_PRIORITY}
   */
  public OperationSpec<I, R> priority(int priority) {
    return treatment(treatment.prioritized(priority));
  }

  /** The same for an operation that is tried again after exceptions. */
  public OperationSpec<I, R> retry(RetryPolicy policy) {
    return treatment(treatment.with(policy));
  }

  /** The same for tasks that stay readable so long after their end, unless the server is told. */
  public OperationSpec<I, R> retention(Duration retention) {
    return treatment(treatment.keptFor(retention));
  }

  /**
   * The same for an operation of which so many tasks may run and wait, unless the server is told.
   */
  public OperationSpec<I, R> limit(Limit limit) {
    return treatment(treatment.with(limit));
  }

  /** The same with so many at once on all nodes together. */
  public OperationSpec<I, R> concurrency(long most) {
    return limit(treatment.limit().concurrency(most));
  }

  /**
   * The same for an operation that {@linkplain TaskContext#ask asks}, and what becomes of its
   * attempts then.
   */
  public OperationSpec<I, R> asks(Asks asks) {
    return treatment(treatment.asking(asks));
  }

  private OperationSpec<I, R> about(About about) {
    return new OperationSpec<>(name, about, inputs, result, files, treatment, schemas);
  }

  private OperationSpec<I, R> treatment(Treatment treatment) {
    return new OperationSpec<>(name, about, inputs, result, files, treatment, schemas);
  }
}
