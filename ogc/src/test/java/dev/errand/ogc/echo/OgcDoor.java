// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import dev.errand.Errand;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.Principals;
import dev.errand.ogc.OgcJobs;
import dev.errand.ogc.execute.OgcExecution;
import dev.errand.ogc.execute.OgcResults;
import dev.errand.ogc.execute.Subscribing;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.testkit.http.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

/** The door through which every operation can be started with any inputs. */
public final class OgcDoor implements AutoCloseable {

  private final OutgoingHttp outgoing = new OutgoingHttp(OutgoingSettings.DEFAULT);
  private final TestServer http;
  private final String header;

  /**
   * @param header in which callers say who they are
   */
  public OgcDoor(Errand errand, Principals principals, String header) throws Exception {
    this.header = header;
    int limit = HttpSettings.Limits.DEFAULTS.document();
    http =
        new TestServer(
            new ErrandServlet(
                HttpSettings.DEFAULTS,
                principals,
                List.of(
                    new OgcJobs(errand, HttpSettings.DEFAULTS.cancelWait()),
                    new OgcExecution(errand, outgoing, Subscribing.REFUSED, limit),
                    new OgcResults(errand))));
  }

  /** Executes a process with these inputs and waits for its end. */
  public HttpResponse<String> execute(String who, String process, String inputs) throws Exception {
    return http.send(execution(who, process, inputs).build());
  }

  /** Has a process executed with these inputs. */
  public HttpResponse<String> start(String who, String process, String inputs) throws Exception {
    return http.send(execution(who, process, inputs).header("Prefer", "respond-async").build());
  }

  private HttpRequest.Builder execution(String who, String process, String inputs) {
    return HttpRequest.newBuilder(http.uri("/processes/" + process + "/execution"))
        .header(header, who)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"response\":\"document\",\"inputs\":" + inputs + "}"));
  }

  @Override
  public void close() throws Exception {
    http.close();
    outgoing.close();
  }
}
