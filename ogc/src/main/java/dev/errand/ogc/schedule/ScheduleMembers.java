// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.schedule;

import dev.errand.http.StrictJson;
import dev.errand.ogc.execute.JsonMembers;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.ScheduleRequest;
import dev.errand.task.Idempotency;
import dev.errand.task.Sha256;
import dev.errand.task.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads what somebody wants of a schedule; its inputs are read elsewhere. */
final class ScheduleMembers {

  static final Set<String> NAMES =
      Set.of(
          "processID",
          "inputs",
          "description",
          "group",
          "retention",
          "timeZone",
          "cron",
          "every",
          "at",
          "catchUp",
          "catchUpLimit",
          "grace",
          "overlap",
          "paused");

  private ScheduleMembers() {}

  /** A new one. */
  static ScheduleRequest read(JsonMembers members, Instant now, Optional<String> key) {
    Submission.Builder submission = Submission.builder(process(members));
    members.text("description").ifPresent(submission::description);
    members.number("group").ifPresent(submission::group);
    retention(members).ifPresent(submission::retention);
    key.ifPresent(given ->
        submission.idempotency(
            new Idempotency(given, Sha256.hex(StrictJson.canonical(members.object())))));
    return new ScheduleRequest(
        submission.build(), PlanMembers.read(members, now), members.flag("paused").orElse(false));
  }

  private static String process(JsonMembers members) {
    return members
        .text("processID")
        .orElseThrow(() -> JsonMembers.wrong("processID", "the name of a process"));
  }

  /** One that is there, with the members that are given; null makes one what it is if absent. */
  static ScheduleRequest change(Schedule before, JsonMembers members, Instant now) {
    Submission old = before.submission();
    Submission.Builder submission =
        Submission.builder(members.names("processID") ? process(members) : old.operation())
            .inputs(old.inputs());
    kept(members, "description", members.text("description"), old.description())
        .ifPresent(submission::description);
    Optional<Long> group =
        old.group().isPresent() ? Optional.of(old.group().getAsLong()) : Optional.empty();
    kept(members, "group", members.number("group"), group).ifPresent(submission::group);
    kept(members, "retention", retention(members), old.retention())
        .ifPresent(submission::retention);
    return new ScheduleRequest(
        submission.build(),
        PlanMembers.change(before.plan(), members, now),
        members.names("paused") ? members.flag("paused").orElse(false) : before.paused());
  }

  private static <T> Optional<T> kept(
      JsonMembers members, String name, Optional<T> given, Optional<T> before) {
    return members.names(name) ? given : before;
  }

  private static Optional<Duration> retention(JsonMembers members) {
    Optional<Duration> asked = members.duration("retention");
    asked
        .filter(time ->
            time.compareTo(Duration.ofMillis(1)) < 0
                || time.compareTo(Duration.ofDays(365_000)) > 0)
        .ifPresent(time -> {
          throw JsonMembers.wrong("retention", "a span of time such as 'PT12H' or '1d'");
        });
    return asked;
  }
}
