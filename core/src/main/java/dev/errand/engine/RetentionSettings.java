// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.operation.OperationInfo;
import dev.errand.operation.Treatment;
import dev.errand.store.Retentions;
import dev.errand.task.RetentionRefusedException;
import dev.errand.task.Submission;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How long tasks stay readable after their end. Immutable.
 *
 * @param usual unless something else is said of the operation or with the submission; absent means
 *     10 minutes for what ends now, and that what is kept already stays as it is
 * @param maximum the longest that may be asked for with a submission; what a task would get anyway
 *     may always be
 * @param operations by name, before what the operation says itself
 */
public record RetentionSettings(
    Optional<Duration> usual, Duration maximum, Map<String, Duration> operations) {

  /** As long as GeoGig keeps tasks, whose clients are to work unchanged. */
  private static final Duration DEFAULT = Duration.ofMinutes(10);

  /**
   * @throws IllegalArgumentException if one is negative, or longer than 100 years
   */
  public RetentionSettings {
    operations = Map.copyOf(operations);
    usual.ifPresent(Treatment::requireRetention);
    Treatment.requireRetention(maximum);
    operations.values().forEach(Treatment::requireRetention);
  }

  /** Whether somebody has set anything here, by which what is kept already goes too. */
  boolean isSet() {
    return usual.isPresent() || !operations.isEmpty();
  }

  /**
   * What holds for each operation.
   *
   * @throws IllegalArgumentException if a retention is set for an operation that is not there
   */
  Retentions of(Collection<OperationInfo> known) {
    Map<String, Duration> named = new HashMap<>(operations);
    Map<String, Duration> all = new HashMap<>();
    for (OperationInfo operation : known) {
      Optional<Duration> set = Optional.ofNullable(named.remove(operation.name()));
      Treatment treatment = operation.treatment();
      set.or(treatment::retention)
          .or(() -> usual)
          .ifPresent(retention -> all.put(operation.name(), retention));
    }
    if (!named.isEmpty()) {
      throw new IllegalArgumentException(
          "a retention is set for '%s', and there is no such operation; there are %s"
              .formatted(new TreeSet<>(named.keySet()).first(), String.join(", ", names(known))));
    }
    return new Retentions(usual.orElse(DEFAULT), all);
  }

  private static List<String> names(Collection<OperationInfo> known) {
    return known.stream().map(OperationInfo::name).sorted().toList();
  }

  /**
   * Does nothing if a task may be kept as long as its submission asks for.
   *
   * @param retentions what tasks get that ask for nothing
   * @throws RetentionRefusedException if not
   */
  void requireAllowed(Submission submission, Retentions retentions) {
    Duration anyway =
        retentions.operations().getOrDefault(submission.operation(), retentions.usual());
    Duration longest = anyway.compareTo(maximum) > 0 ? anyway : maximum;
    submission
        .retention()
        .filter(asked -> asked.compareTo(longest) > 0)
        .ifPresent(asked -> {
          throw new RetentionRefusedException(asked, longest);
        });
  }
}
