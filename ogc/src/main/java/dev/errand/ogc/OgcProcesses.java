// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.Errand;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.operation.OperationInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The processes of OGC API – Processes: every operation is one. */
public final class OgcProcesses implements OgcRoutes {

  /** Many clients never ask for a second page. */
  private static final int USUAL_LIMIT = 1_000;

  private final Errand errand;

  public OgcProcesses(Errand errand) {
    this.errand = errand;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/processes", this::list), Route.get("/processes/{process}", this::process));
  }

  private Response list(Request request) {
    OgcFormat format = OgcFormat.of(request);
    ListParameters parameters = new ListParameters(request, Set.of());
    int limit = parameters.limit(USUAL_LIMIT, format);
    String after = parameters.first(ListParameters.AFTER).orElse("");
    String base = request.base();
    List<OperationInfo> left =
        errand.operations().stream().filter(info -> info.name().compareTo(after) > 0).toList();
    List<OperationInfo> page = left.subList(0, Math.min(limit, left.size()));
    Optional<String> next =
        page.size() < left.size() ? Optional.of(page.getLast().name()) : Optional.empty();
    Response.Bytes document =
        JsonWriter.document(out -> {
          out.beginObject().beginArray("processes");
          page.forEach(info -> new ProcessDocument(info, base).writeSummary(out));
          out.endArray().links(parameters.links(base + "/processes", next)).endObject();
        });
    return OgcBody.of(format, "Processes", document);
  }

  private Response process(Request request) {
    OgcFormat format = OgcFormat.of(request);
    String id = request.variable("process");
    OperationInfo info = errand.operation(id).orElseThrow(() -> OgcException.noSuchProcess(id));
    Response.Bytes document = JsonWriter.document(new ProcessDocument(info, request.base())::write);
    return OgcBody.of(format, info.title(), document);
  }
}
