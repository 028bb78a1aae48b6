// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.Errand;
import dev.errand.access.Directory;
import dev.errand.document.Document;
import dev.errand.http.Dialect;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import dev.errand.task.Role;
import dev.errand.task.Submission;
import dev.errand.testkit.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Services as hosts add them: two start work, two look at a document. */
final class TestServices implements RouteSet {

  /** One in the group where the accounts of tests are. */
  static final Document DOCUMENT =
      new Document(41, TestDirectory.LOCAL.id(), "a/b.psml", false, Instant.EPOCH, Instant.EPOCH);

  /** One in the group where they are not. */
  static final Document FOREIGN =
      new Document(42, TestDirectory.OTHER.id(), "c.psml", false, Instant.EPOCH, Instant.EPOCH);

  private final Services services;
  private final ThreadBodies bodies;

  TestServices(Errand errand, Directory directory, ThreadBodies bodies) {
    this.services =
        new Services(
            errand,
            directory,
            id -> Stream.of(DOCUMENT, FOREIGN).filter(document -> document.id() == id).findFirst());
    this.bodies = bodies;
  }

  @Override
  public Dialect dialect() {
    return PageSeederDialect.INSTANCE;
  }

  @Override
  public List<Route> routes() {
    String uris = "/uris/{uri}/look";
    return Stream.of(
            services.changing("POST", "/members/{member}/groups/{group}/work", this::start),
            services.changing("GET", "/members/{member}/work", this::startBare),
            services.get("/members/{member}/groups/{group}" + uris, this::look),
            services.get("/members/{member}" + uris, this::look))
        .flatMap(List::stream)
        .toList();
  }

  private Response start(ServiceCall call) {
    call.requireRole(Role.CONTRIBUTOR);
    Submission.Builder work = Work.submission(call.required("name")).group(call.group().id());
    call.parameters().first("title").ifPresent(work::description);
    return bodies.started(call, Optional.of("work-start"), call.errand().submit(work.build()));
  }

  private Response startBare(ServiceCall call) {
    Submission work = Work.submission(call.required("name")).build();
    return bodies.started(call, Optional.empty(), call.errand().submit(work));
  }

  private Response look(ServiceCall call) {
    return bodies.answer(
        call.request(),
        "uri-look",
        writer ->
            writer
                .open("uri")
                .attribute("id", call.uri().id())
                .attribute("path", call.uri().path())
                .close());
  }
}
