// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.schedule;

import dev.errand.Errand;
import dev.errand.GuardedSchedules;
import dev.errand.http.ApiFragment;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.ogc.JsonWriter;
import dev.errand.ogc.KnownJob;
import dev.errand.ogc.ListParameters;
import dev.errand.ogc.OgcBody;
import dev.errand.ogc.OgcException;
import dev.errand.ogc.OgcFormat;
import dev.errand.ogc.OgcRoutes;
import dev.errand.ogc.execute.GivenInputs;
import dev.errand.ogc.execute.IdempotencyKey;
import dev.errand.ogc.execute.JsonMembers;
import dev.errand.operation.OperationInfo;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.ScheduleRequest;
import dev.errand.task.Json;
import dev.errand.task.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Schedules: made, listed, read, changed, paused and deleted. */
public final class OgcSchedules implements OgcRoutes {

  private static final int USUAL_LIMIT = 100;
  private static final int MOST = 1_000;

  /** How often a change without a condition is tried again when somebody else was faster. */
  private static final int TRIES = 5;

  private final Errand errand;
  private final GivenInputs inputs;

  public OgcSchedules(Errand errand, GivenInputs inputs) {
    this.errand = errand;
    this.inputs = inputs;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/schedules", this::list),
        Route.document("POST", "/schedules", this::add),
        Route.get("/schedules/{schedule}", this::read),
        Route.document("PATCH", "/schedules/{schedule}", this::change),
        Route.changing("DELETE", "/schedules/{schedule}", this::delete));
  }

  @Override
  public List<ApiFragment> described() {
    return List.of(new ApiFragment(OgcSchedules.class, "api.json"));
  }

  private GuardedSchedules guarded(Request request) {
    return errand.as(request.principal()).schedules();
  }

  private Response list(Request request) {
    OgcFormat format = OgcFormat.of(request);
    ListParameters parameters = new ListParameters(request, Set.of());
    int limit = Math.min(MOST, parameters.limit(USUAL_LIMIT, format));
    Optional<UUID> after =
        parameters
            .first(ListParameters.AFTER)
            .map(text ->
                KnownJob.key(text)
                    .orElseThrow(() ->
                        OgcException.invalidParameter(
                            ListParameters.AFTER, text, "what the link to the next page says")));
    List<Schedule> found = guarded(request).list(after, limit + 1);
    List<Schedule> page = found.subList(0, Math.min(limit, found.size()));
    Optional<String> next =
        found.size() > limit ? Optional.of(page.getLast().id().toString()) : Optional.empty();
    String base = request.base();
    return OgcBody.of(
        format,
        "Schedules",
        JsonWriter.document(out -> {
          out.beginObject().beginArray("schedules");
          page.forEach(schedule -> new ScheduleDocument(schedule, base).write(out));
          out.endArray().links(parameters.links(base + "/schedules", next)).endObject();
        }));
  }

  private Response add(Request request) {
    GuardedSchedules guarded = guarded(request);
    JsonMembers members = JsonMembers.of(request, "A schedule", ScheduleMembers.NAMES);
    ScheduleRequest wanted =
        ScheduleMembers.read(members, guarded.now(), IdempotencyKey.of(request));
    Supplier<Json> given = unpacked(wanted, members);
    Schedule added = named(() -> guarded.add(wanted, given));
    Map<String, String> headers =
        Map.of(
            "Location",
            ScheduleDocument.address(added, request.base()),
            "ETag",
            ScheduleTag.of(added));
    return OgcBody.json(201, new ScheduleDocument(added, request.base()).bytes(), headers);
  }

  private Response read(Request request) {
    OgcFormat format = OgcFormat.of(request);
    Schedule schedule = known(request);
    Response.Bytes document = new ScheduleDocument(schedule, request.base()).bytes();
    return format == OgcFormat.HTML
        ? OgcBody.of(format, "Schedule " + schedule.id(), document)
        : OgcBody.json(200, document, Map.of("ETag", ScheduleTag.of(schedule)));
  }

  private Response change(Request request) {
    JsonMembers members = JsonMembers.of(request, "A schedule", ScheduleMembers.NAMES);
    for (int tries = 0; tries < TRIES; tries++) {
      Schedule before = known(request);
      ScheduleTag.require(request, before);
      Optional<Schedule> changed = named(() -> changed(request, before, members));
      if (changed.isPresent()) {
        return OgcBody.json(
            200,
            new ScheduleDocument(changed.get(), request.base()).bytes(),
            Map.of("ETag", ScheduleTag.of(changed.get())));
      }
    }
    throw ScheduleTag.changed();
  }

  /** Pausing alone is allowed to more people than any other change. */
  private Optional<Schedule> changed(Request request, Schedule before, JsonMembers members) {
    GuardedSchedules guarded = guarded(request);
    if (members.names("paused") && members.object().size() == 1) {
      return guarded.pause(before, members.flag("paused").orElse(false));
    }
    ScheduleRequest wanted = ScheduleMembers.change(before, members, guarded.now());
    Optional<Supplier<Json>> given =
        members.names("inputs") ? Optional.of(unpacked(wanted, members)) : Optional.empty();
    return guarded.change(before, wanted, given);
  }

  private Response delete(Request request) {
    for (int tries = 0; tries < TRIES; tries++) {
      Schedule schedule = known(request);
      ScheduleTag.require(request, schedule);
      if (guarded(request).delete(schedule)) {
        return Response.empty(204, Map.of());
      }
    }
    throw ScheduleTag.changed();
  }

  private Schedule known(Request request) {
    String id = request.variable("schedule");
    return KnownJob.key(id)
        .flatMap(guarded(request)::find)
        .orElseThrow(() -> OgcException.noSuchSchedule(id));
  }

  private Supplier<Json> unpacked(ScheduleRequest wanted, JsonMembers members) {
    String name = wanted.submission().operation();
    OperationInfo process =
        errand
            .operation(name)
            .orElseThrow(() -> JsonMembers.wrong("processID", "the name of a process"));
    ObjectNode given = members.object("inputs").orElseGet(members.object()::objectNode);
    return () -> inputs.unpack(process, given);
  }

  /** What an input names is not what the address names, so it is not what is not found. */
  private static <T> T named(Supplier<T> change) {
    try {
      return change.get();
    } catch (RefusedException e) {
      if (e.reason() == RefusedException.Reason.MISSING) {
        throw OgcException.of(400, String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }
}
