// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.limit.Limit;
import dev.errand.limit.Scope;
import dev.errand.operation.Operation;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The limits that are set. */
final class SetLimits {

  private static final String LIMITS = "errand.limits.";

  private final Map<Scope, Limit> limits = new HashMap<>();

  private SetLimits() {}

  /**
   * By scope; what is set of an operation counts instead of what the operation says.
   *
   * @throws IllegalArgumentException naming a setting that makes no sense
   */
  static Map<Scope, Limit> of(
      ErrandProperties properties, Collection<? extends Operation<?, ?>> operations) {
    SetLimits set = new SetLimits();
    LimitProperties limits = properties.limits();
    set.add(LIMITS + "all.", new Scope.All(), limits.all());
    set.add(LIMITS + "each-user.", new Scope.EachUser(), limits.eachUser());
    set.add(LIMITS + "each-group.", new Scope.EachGroup(), limits.eachGroup());
    limits
        .user()
        .forEach(
            (name, one) -> set.add(LIMITS + "user." + name + ".", new Scope.OfUser(name), one));
    limits
        .group()
        .forEach((number, one) -> set.add(LIMITS + "group." + number + ".", group(number), one));
    properties
        .operations()
        .forEach((name, one) ->
            set.add("errand.operations." + name + ".", SetOperation.name(name, operations), one));
    return set.limits;
  }

  private static Scope group(String number) {
    return Scope.read("group:" + number)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "errand.limits.group.%s: a group is named by its number".formatted(number)));
  }

  private void add(String prefix, Scope scope, LimitProperties.PerScope set) {
    Limit limit = Limit.NONE;
    limit = with(prefix + "concurrency", set.concurrency(), limit, limit::concurrency);
    limit = with(prefix + "waiting", set.waiting(), limit, limit::waiting);
    limit = with(prefix + "rate", set.rate(), limit, limit::rate);
    limit = with(prefix + "weight", set.weight(), limit, limit::weight);
    put(scope, limit);
  }

  private void add(String prefix, String operation, ErrandProperties.PerOperation set) {
    Limit limit = Limit.NONE;
    limit = with(prefix + "concurrency", set.concurrency(), limit, limit::concurrency);
    limit =
        with(
            prefix + "concurrency-per-node",
            set.concurrencyPerNode(),
            limit,
            limit::concurrencyPerNode);
    limit = with(prefix + "waiting", set.waiting(), limit, limit::waiting);
    limit = with(prefix + "rate", set.rate(), limit, limit::rate);
    put(new Scope.OfOperation(operation), limit);
  }

  private void put(Scope scope, Limit limit) {
    if (!limit.equals(Limit.NONE)) {
      limits.put(scope, limit);
    }
  }

  private static <T> Limit with(
      String name, @Nullable T value, Limit otherwise, Function<T, Limit> change) {
    try {
      return Optional.ofNullable(value).map(change).orElse(otherwise);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage());
    }
  }
}
