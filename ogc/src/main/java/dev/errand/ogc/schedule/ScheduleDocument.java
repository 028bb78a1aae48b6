// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.schedule;

import dev.errand.http.Response;
import dev.errand.ogc.JsonWriter;
import dev.errand.ogc.Link;
import dev.errand.schedule.CatchUp;
import dev.errand.schedule.Plan;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.Schedule.LastTick;
import dev.errand.schedule.Schedule.TickFailure;
import dev.errand.schedule.Trigger;
import dev.errand.task.ShortTime;
import dev.errand.task.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A schedule on the wire.
 *
 * @param base where links begin
 */
record ScheduleDocument(Schedule schedule, String base) {

  private static final int NEXT_TIMES = 5;

  /** The address of a schedule. */
  static String address(Schedule schedule, String base) {
    return base + "/schedules/" + schedule.id();
  }

  Response.Bytes bytes() {
    return JsonWriter.document(this::write);
  }

  /** Writes the document, or an item of a list. */
  void write(JsonWriter out) {
    Submission submission = schedule.submission();
    out.beginObject()
        .text("scheduleID", schedule.id().toString())
        .text("processID", submission.operation());
    submission.description().ifPresent(text -> out.text("description", text));
    submission.owner().ifPresent(owner -> out.text("owner", owner));
    submission.group().ifPresent(group -> out.number("group", group));
    out.json("inputs", submission.inputs());
    submission.retention().ifPresent(time -> out.text("retention", ShortTime.of(time)));
    writePlan(out, schedule.plan());
    out.flag("paused", schedule.paused())
        .text("created", schedule.revision().created().toString())
        .text("changed", schedule.revision().changed().toString())
        .texts("next", next().stream().map(this::shown).toList());
    schedule.course().last().ifPresent(last -> writeLast(out, last));
    schedule.course().failure().ifPresent(failure -> writeFailure(out, failure));
    out.links(links()).endObject();
  }

  private static void writePlan(JsonWriter out, Plan plan) {
    out.text("timeZone", zone(plan));
    switch (plan.trigger()) {
      case Trigger.Cron named -> out.text("cron", named.text());
      case Trigger.Every(Duration interval, Instant _) -> out.text("every", ShortTime.of(interval));
      case Trigger.At(Instant time) -> out.text("at", time.toString());
      case Trigger.Unreadable unreadable -> out.text("cron", unreadable.cron());
    }
    CatchUp catchUp = plan.catchUp();
    out.text("catchUp", catchUp.rule().word())
        .number("catchUpLimit", catchUp.most())
        .text("grace", ShortTime.of(catchUp.grace()))
        .text("overlap", plan.overlap().word());
  }

  private static String zone(Plan plan) {
    if (plan.trigger() instanceof Trigger.Unreadable unreadable) {
      return unreadable.zone();
    }
    return plan.zone().getId().equals("Z") ? "UTC" : plan.zone().getId();
  }

  private void writeLast(JsonWriter out, LastTick last) {
    out.beginObject("lastTick").text("due", shown(last.due()));
    last.task().ifPresent(task -> out.text("jobID", task.toString()));
    last.remark().ifPresent(remark -> out.text("message", remark));
    out.endObject();
  }

  private void writeFailure(JsonWriter out, TickFailure failure) {
    out.beginObject("lastError")
        .text("due", shown(failure.due()))
        .text("message", failure.message())
        .endObject();
  }

  /** The stored one and, as far as it is known, those after it. */
  private List<Instant> next() {
    Optional<Instant> first = schedule.course().next();
    List<Instant> times = new ArrayList<>();
    first.ifPresent(time -> {
      times.add(time);
      Plan plan = schedule.plan();
      if (!(plan.trigger() instanceof Trigger.Unreadable)) {
        times.addAll(plan.trigger().next(time, plan.zone(), NEXT_TIMES - 1));
      }
    });
    return times;
  }

  private String shown(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.atZone(schedule.plan().zone()).toOffsetDateTime());
  }

  private List<Link> links() {
    String self = address(schedule, base);
    List<Link> links = new ArrayList<>();
    links.add(Link.json("self", self));
    links.add(Link.html(self));
    links.add(Link.json("up", base + "/schedules"));
    links.add(Link.json("jobs", base + "/jobs?schedule=" + schedule.id()).titled("Its jobs"));
    schedule
        .course()
        .last()
        .flatMap(LastTick::task)
        .ifPresent(task -> links.add(Link.json("last", base + "/jobs/" + task)));
    return links;
  }
}
