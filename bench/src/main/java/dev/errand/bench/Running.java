// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.Errand;
import dev.errand.geogig.GeoGigTasks;
import dev.errand.geogig.ResultBody;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.ContainerPrincipals;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.OpenAnswers;
import dev.errand.http.Principals;
import dev.errand.http.RequestListener;
import dev.errand.ogc.execute.OgcExecution;
import dev.errand.ogc.execute.Subscribing;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.sqlite.SqliteStore;
import dev.errand.store.Store;
import dev.errand.task.TaskListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An Errand with the operation that does nothing, on a folder.
 *
 * @param gate keeps the workers from running anything, if it is occupied
 */
record Running(Errand errand, Gate gate) implements AutoCloseable {

  static Running start(Path folder, int workers, TaskListener listener) {
    return start(SqliteStore.in(folder), folder, workers, listener);
  }

  static Running start(Store store, Path folder, int workers, TaskListener listener) {
    Gate gate = new Gate(workers);
    Errand errand =
        Errand.builder()
            .store(store)
            .data(folder)
            .operation(new NoOp())
            .operation(gate)
            .workers(workers)
            .retention(Duration.ofHours(1))
            .stopPatience(Duration.ofSeconds(1))
            .listener(listener)
            .build();
    errand.start();
    return new Running(errand, gate);
  }

  static Running start(Path folder, int workers) {
    return start(folder, workers, new TaskListener() {});
  }

  /** Serves tasks and starts over HTTP, to everybody. */
  LocalServer serve() throws Exception {
    return serve(ContainerPrincipals.open());
  }

  /** The same to whom {@code principals} know. */
  LocalServer serve(Principals principals) throws Exception {
    return serve(principals, RequestListener.NONE);
  }

  /** The same with somebody who is told of each request. */
  LocalServer serve(Principals principals, RequestListener listener) throws Exception {
    TaskBodies bodies = new TaskBodies(Map.of(NoOp.NAME, ResultBody.object("done")));
    HttpSettings settings = HttpSettings.DEFAULTS;
    // Fetches inputs by reference, of which there are none here.
    OutgoingHttp http = new OutgoingHttp(OutgoingSettings.DEFAULT);
    return new LocalServer(
        new ErrandServlet(
            settings,
            principals,
            List.of(
                new GeoGigTasks(errand, bodies, settings.cancelWait()),
                new StartRoute(errand, bodies),
                new OgcExecution(errand, http, Subscribing.REFUSED, settings.limits().document()),
                Agents.of(errand, http, new OpenAnswers(OpenAnswers.Settings.DEFAULTS))),
            listener));
  }

  @Override
  public void close() {
    gate.open();
    errand.close();
  }
}
