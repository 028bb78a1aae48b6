// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.limit.Limit;
import dev.errand.limit.LimitChange;
import dev.errand.limit.LimitRule;
import dev.errand.limit.Rate;
import dev.errand.limit.Scope;
import dev.errand.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** That what operators say of limits is kept. */
abstract class LimitRuleTests extends StoreTests {

  private static final Scope COUNT = new Scope.OfOperation(OPERATION);

  LimitRuleTests(Supplier<Store> medium) {
    super(medium);
  }

  @Test
  void rulesAreKept() {
    Limit limit =
        Limit.NONE
            .concurrency(3)
            .concurrencyPerNode(1)
            .waiting(100)
            .rate(new Rate(60, Duration.ofMinutes(1)))
            .weight(3);
    Scope other = new Scope.OfOperation(OTHER);
    say(other, new LimitChange.What.Paused(true), "jo");
    say(COUNT, new LimitChange.What.Bounded(Optional.of(limit)), "jo");

    reopen(OPERATION, OTHER);

    LimitRule paused = rule(other, Optional.empty(), true, "jo");
    assertThat(store.limits().rules())
        .containsExactly(paused, rule(COUNT, Optional.of(limit), false, "jo"));
    say(COUNT, new LimitChange.What.Bounded(Optional.empty()), "jo");
    assertThat(store.limits().rules()).containsExactly(paused);
  }

  @Test
  void whoChangesOnePartOfARuleLeavesTheOther() {
    Optional<Limit> three = Optional.of(Limit.NONE.concurrency(3));
    say(COUNT, new LimitChange.What.Bounded(three), "jo");
    say(COUNT, new LimitChange.What.Paused(true), "ada");
    assertThat(store.limits().rules()).containsExactly(rule(COUNT, three, true, "ada"));

    say(COUNT, new LimitChange.What.Bounded(Optional.empty()), "jo");
    assertThat(store.limits().rules()).containsExactly(rule(COUNT, Optional.empty(), true, "jo"));
    say(COUNT, new LimitChange.What.Paused(false), "jo");
    assertThat(store.limits().rules()).isEmpty();
  }

  private void say(Scope scope, LimitChange.What what, String by) {
    done(store.limits().change(new LimitChange(scope, what, clock.instant(), Optional.of(by))));
  }

  private LimitRule rule(Scope scope, Optional<Limit> limit, boolean paused, String by) {
    return new LimitRule(scope, limit, paused, clock.instant(), Optional.of(by));
  }
}
