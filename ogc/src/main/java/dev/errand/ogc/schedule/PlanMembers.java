// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.schedule;

import dev.errand.ogc.OgcException;
import dev.errand.ogc.execute.JsonMembers;
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
  static Plan read(JsonMembers members, Instant now) {
    return new Plan(
        trigger(members, now).orElseThrow(PlanMembers::never),
        zone(members).orElse(ZoneOffset.UTC),
        catchUp(members, CatchUp.DEFAULT),
        overlap(members).orElse(Overlap.SKIP));
  }

  /** The plan with what the members change; the same interval goes on from where it began. */
  static Plan change(Plan plan, JsonMembers members, Instant now) {
    Trigger trigger = trigger(members, now).orElseGet(() -> kept(plan.trigger(), members));
    boolean same =
        trigger instanceof Trigger.Every(Duration asked, Instant _)
            && plan.trigger() instanceof Trigger.Every(Duration before, Instant _)
            && asked.equals(before);
    return new Plan(
        same ? plan.trigger() : trigger,
        members.names("timeZone") ? zone(members).orElse(ZoneOffset.UTC) : kept(plan, trigger),
        catchUp(members, plan.catchUp()),
        members.names("overlap") ? overlap(members).orElse(Overlap.SKIP) : plan.overlap());
  }

  /** The zone as it is; for new times of day it must be one that is known. */
  private static ZoneId kept(Plan plan, Trigger trigger) {
    if (trigger instanceof Trigger.Cron
        && plan.trigger() instanceof Trigger.Unreadable(String _, String zone, String _)
        && !zone.equals(plan.zone().getId())) {
      throw JsonMembers.wrong("timeZone", "given as well, since '" + zone + "' is not known");
    }
    return plan.zone();
  }

  /** The trigger as it is, unless its member was taken away and nothing came instead. */
  private static Trigger kept(Trigger trigger, JsonMembers members) {
    String name =
        switch (trigger) {
          case Trigger.Cron _, Trigger.Unreadable _ -> "cron";
          case Trigger.Every _ -> "every";
          case Trigger.At _ -> "at";
        };
    if (members.names(name)) {
      throw never();
    }
    return trigger instanceof Trigger.Unreadable(String cron, String _, String _)
            && members.names("timeZone")
        ? Trigger.cron(cron)
        : trigger;
  }

  private static OgcException never() {
    return OgcException.of(400, "One of cron, every and at is needed.");
  }

  private static Optional<Trigger> trigger(JsonMembers members, Instant now) {
    if (TRIGGERS.stream().filter(members::has).count() > 1) {
      throw OgcException.of(400, "Of cron, every and at only one is possible.");
    }
    return members
        .text("cron")
        .<Trigger>map(text -> Trigger.cron(text))
        .or(() -> members.duration("every").map(interval -> new Trigger.Every(interval, now)))
        .or(() -> members.time("at").map(Trigger.At::new));
  }

  private static Optional<ZoneId> zone(JsonMembers members) {
    return members
        .text("timeZone")
        .map(name -> {
          if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw JsonMembers.wrong("timeZone", "a zone such as 'Europe/Berlin' or 'UTC'");
          }
          return ZoneId.of(name);
        });
  }

  private static CatchUp catchUp(JsonMembers members, CatchUp before) {
    CatchUp.Rule rule = unnamed(members, "catchUp", before).rule();
    long most = unnamed(members, "catchUpLimit", before).most();
    Duration grace = unnamed(members, "grace", before).grace();
    return new CatchUp(
        word(members, "catchUp", CatchUp.Rule.values(), CatchUp.Rule::word).orElse(rule),
        (int) Math.clamp(members.number("catchUpLimit").orElse(most), 0, Integer.MAX_VALUE),
        members.duration("grace").orElse(grace));
  }

  /** Where a member comes from that has no value. */
  private static CatchUp unnamed(JsonMembers members, String name, CatchUp before) {
    return members.names(name) ? CatchUp.DEFAULT : before;
  }

  private static Optional<Overlap> overlap(JsonMembers members) {
    return word(members, "overlap", Overlap.values(), Overlap::word);
  }

  private static <T> Optional<T> word(
      JsonMembers members, String name, T[] values, Function<T, String> word) {
    return members
        .text(name)
        .map(text ->
            Arrays.stream(values)
                .filter(value -> word.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() ->
                    JsonMembers.wrong(
                        name,
                        "one of " + String.join(", ", Arrays.stream(values).map(word).toList()))));
  }
}
