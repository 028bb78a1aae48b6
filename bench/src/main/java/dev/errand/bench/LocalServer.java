// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import jakarta.servlet.http.HttpServlet;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** A servlet on a Jetty like the standalone server's: loopback, virtual threads, a free port. */
final class LocalServer implements AutoCloseable {

  // By itself it would run no more than 200 requests at a time.
  private final Server server = new Server(new VirtualThreadPool(20_000));
  private final ServerConnector connector = new ServerConnector(server);

  LocalServer(HttpServlet servlet) throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(servlet), "/*");
    server.setHandler(context);
    server.start();
  }

  int port() {
    return connector.getLocalPort();
  }

  /** Callers of this server. */
  HttpLoad load(int callers, List<byte[]> requests) throws Exception {
    return new HttpLoad(port(), callers, requests);
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
