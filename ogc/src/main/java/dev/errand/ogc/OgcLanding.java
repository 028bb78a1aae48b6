// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import java.util.List;
import java.util.Optional;

/** The way in: the landing page, and which parts of the standard there are. Open to everybody. */
public final class OgcLanding implements OgcRoutes {

  /** Clients compare it character by character. */
  private static final String OPENAPI = "application/vnd.oai.openapi+json;version=3.0";

  private static final String PROCESSES =
      "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/";
  private static final String COMMON = "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/";

  private static final List<String> CLASSES =
      List.of(
          PROCESSES + "core",
          PROCESSES + "ogc-process-description",
          PROCESSES + "json",
          PROCESSES + "oas30",
          PROCESSES + "job-list",
          PROCESSES + "callback",
          PROCESSES + "dismiss",
          COMMON + "core",
          COMMON + "json",
          COMMON + "oas30");

  private final String title;
  private final String description;

  /**
   * @param description empty for none
   */
  public OgcLanding(String title, String description) {
    this.title = title;
    this.description = description;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/", this::landing).opened(),
        Route.get("/conformance", this::conformance).opened());
  }

  private Response landing(Request request) {
    OgcFormat format = OgcFormat.of(request);
    String base = request.base();
    Response.Bytes document =
        JsonWriter.document(out -> {
          out.beginObject().text("title", title);
          if (!description.isEmpty()) {
            out.text("description", description);
          }
          out.links(links(base)).endObject();
        });
    return OgcBody.of(format, title, document);
  }

  private static List<Link> links(String base) {
    return List.of(
        Link.json("self", base + "/").titled("This page"),
        Link.html(base + "/").titled("This page as HTML"),
        new Link("service-desc", OPENAPI, base + "/api", Optional.of("The API, for programs")),
        new Link(
            "service-doc",
            OgcFormat.HTML.mediaType(),
            base + "/api?f=html",
            Optional.of("The API, for people")),
        Link.json(Link.OGC + "conformance", base + "/conformance").titled("What is implemented"),
        Link.json(Link.OGC + "processes", base + "/processes").titled("Processes"),
        Link.json(Link.OGC + "job-list", base + "/jobs").titled("Jobs"));
  }

  private Response conformance(Request request) {
    OgcFormat format = OgcFormat.of(request);
    String self = request.base() + "/conformance";
    Response.Bytes document =
        JsonWriter.document(out ->
            out.beginObject()
                .texts("conformsTo", CLASSES)
                .links(List.of(Link.json("self", self), Link.html(self)))
                .endObject());
    return OgcBody.of(format, "Conformance", document);
  }
}
