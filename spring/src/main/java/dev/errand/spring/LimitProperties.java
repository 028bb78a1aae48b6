// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.limit.Rate;
import dev.errand.limit.SharedBy;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code errand.limits.*}; those of operations stand under {@code
 * errand.operations.NAME.*}.
 *
 * @param sharedBy {@code errand.limits.shared-by}: between whom free workers are shared while
 *     several wait, {@code nobody}, {@code user} or {@code group}
 * @param all {@code errand.limits.all.*}: of all tasks together
 * @param eachUser {@code errand.limits.each-user.*}: of each user by itself
 * @param user {@code errand.limits.user.NAME.*}: of one user, instead of what holds for each
 * @param eachGroup {@code errand.limits.each-group.*}: of each group by itself
 * @param group {@code errand.limits.group.NUMBER.*}: of one group, instead of what holds for each
 */
public record LimitProperties(
    @DefaultValue("nobody") SharedBy sharedBy,
    @DefaultValue PerScope all,
    @DefaultValue PerScope eachUser,
    @DefaultValue Map<String, PerScope> user,
    @DefaultValue PerScope eachGroup,
    @DefaultValue Map<String, PerScope> group) {

  /**
   * Limits of one scope.
   *
   * @param concurrency how many tasks run at once
   * @param waiting how many may wait
   * @param rate how many starts in what time, {@code 60/1m}
   * @param weight of a share of the workers; 1 if absent
   */
  public record PerScope(
      @Nullable Long concurrency,
      @Nullable Long waiting,
      @Nullable Rate rate,
      @Nullable Integer weight) {}
}
