// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.GuardedErrand;
import dev.errand.task.Task;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Finds the task that an address names. */
public final class KnownJob {

  private static final Pattern KEY =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private KnownJob() {}

  /**
   * The task with this id on the wire, a dashed UUID.
   *
   * @throws OgcException 404 if there is none that the caller may see
   */
  public static Task of(GuardedErrand errand, String id) {
    return key(id).flatMap(errand::task).orElseThrow(() -> OgcException.noSuchJob(id));
  }

  /** The UUID that an id on the wire is, if it has the form of one. */
  public static Optional<UUID> key(String id) {
    return id.length() == 36 && KEY.matcher(id).matches()
        ? Optional.of(UUID.fromString(id))
        : Optional.empty();
  }
}
