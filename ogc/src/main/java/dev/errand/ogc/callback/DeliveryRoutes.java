// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.callback.Deliveries;
import dev.errand.callback.Delivery;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.ogc.JobLinks;
import dev.errand.ogc.JsonWriter;
import dev.errand.ogc.KnownJob;
import dev.errand.ogc.Link;
import dev.errand.ogc.OgcBody;
import dev.errand.ogc.OgcFormat;
import dev.errand.ogc.OgcRoutes;
import dev.errand.task.Task;
import java.util.List;
import java.util.Locale;

/** What was sent to a job's subscriber, and what was not, for whoever may read the job's log. */
public final class DeliveryRoutes implements OgcRoutes {

  private final Errand errand;
  private final Deliveries deliveries;

  public DeliveryRoutes(Errand errand, Deliveries deliveries) {
    this.errand = errand;
    this.deliveries = deliveries;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/jobs/{id}/deliveries", this::list));
  }

  private Response list(Request request) {
    OgcFormat format = OgcFormat.of(request);
    GuardedErrand guarded = errand.as(request.principal());
    Task task = KnownJob.of(guarded, request.variable("id"));
    guarded.requireLog(task);
    String job = JobLinks.address(task, request.base());
    List<Delivery> known = deliveries.of(task.id().number());
    return OgcBody.of(
        format,
        "Deliveries of job " + task.id().key(),
        JsonWriter.document(out -> {
          out.beginObject().beginArray("deliveries");
          known.forEach(delivery -> write(delivery, out));
          out.endArray()
              .links(
                  List.of(
                      Link.json("self", job + "/deliveries"),
                      Link.html(job + "/deliveries"),
                      Link.json("up", job)))
              .endObject();
        }));
  }

  private static void write(Delivery delivery, JsonWriter out) {
    Delivery.Progress progress = delivery.progress();
    out.beginObject()
        .text("event", delivery.event().word())
        .text("url", delivery.receiver().shown())
        .text("state", progress.state().name().toLowerCase(Locale.ROOT))
        .number("attempts", progress.attempts());
    progress.said().ifPresent(said -> out.text("message", said));
    delivery.due().ifPresent(due -> out.text("next", due.toString()));
    out.endObject();
  }
}
