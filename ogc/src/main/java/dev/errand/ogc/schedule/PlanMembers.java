// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.schedule;

import dev.errand.ogc.OgcException;
import dev.errand.schedule.CatchUp;
import dev.errand.schedule.Overlap;
import dev.errand.schedule.Plan;
import dev.errand.schedule.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads when a schedule is due. */
final class PlanMembers {

  static final List<String> TRIGGERS = List.of("cron", "every", "at");

  private PlanMembers() {}

  /**
   * A new plan.
   *
   * @param now from which intervals count
   * @throws OgcException 400 naming what is wrong
   */
  static Plan read(Members members, Instant now) {
    return new Plan(
        trigger(members, now)
            .orElseThrow(() -> OgcException.of(400, "One of cron, every and at is needed.")),
        zone(members).orElse(ZoneOffset.UTC),
        catchUp(members, CatchUp.DEFAULT),
        overlap(members).orElse(Overlap.SKIP));
  }

  /** The plan with what the members change; the same interval goes on from where it began. */
  static Plan change(Plan plan, Members members, Instant now) {
    Trigger trigger = trigger(members, now).orElse(plan.trigger());
    boolean same =
        trigger instanceof Trigger.Every(Duration asked, Instant _)
            && plan.trigger() instanceof Trigger.Every(Duration before, Instant _)
            && asked.equals(before);
    return new Plan(
        same ? plan.trigger() : trigger,
        zone(members).orElse(plan.zone()),
        catchUp(members, plan.catchUp()),
        overlap(members).orElse(plan.overlap()));
  }

  private static Optional<Trigger> trigger(Members members, Instant now) {
    if (TRIGGERS.stream().filter(members::has).count() > 1) {
      throw OgcException.of(400, "Of cron, every and at only one is possible.");
    }
    return members
        .text("cron")
        .<Trigger>map(text -> Trigger.cron(text))
        .or(() -> members.duration("every").map(interval -> new Trigger.Every(interval, now)))
        .or(() -> members.time("at").map(Trigger.At::new));
  }

  private static Optional<ZoneId> zone(Members members) {
    return members
        .text("timeZone")
        .map(name -> {
          if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw Members.wrong("timeZone", "a zone such as 'Europe/Berlin' or 'UTC'");
          }
          return ZoneId.of(name);
        });
  }

  private static CatchUp catchUp(Members members, CatchUp before) {
    long most = members.number("catchUpLimit").orElse((long) before.most());
    return new CatchUp(
        word(members, "catchUp", CatchUp.Rule.values(), CatchUp.Rule::word).orElse(before.rule()),
        (int) Math.clamp(most, 0, Integer.MAX_VALUE),
        members.duration("grace").orElse(before.grace()));
  }

  private static Optional<Overlap> overlap(Members members) {
    return word(members, "overlap", Overlap.values(), Overlap::word);
  }

  private static <T> Optional<T> word(
      Members members, String name, T[] values, Function<T, String> word) {
    return members
        .text(name)
        .map(text ->
            Arrays.stream(values)
                .filter(value -> word.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() ->
                    Members.wrong(
                        name,
                        "one of " + String.join(", ", Arrays.stream(values).map(word).toList()))));
  }
}
