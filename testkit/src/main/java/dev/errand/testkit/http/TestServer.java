// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * A servlet on a Jetty of its own, on a free port of this machine, with a thread for each request.
 */
public final class TestServer implements AutoCloseable {

  private final Server server;
  private final ServerConnector connector;
  private final ServletContextHandler context;
  private final HttpClient client = HttpClient.newHttpClient();
  private Optional<ApiCheck> check = Optional.empty();

  /** Serves at the root. */
  public TestServer(HttpServlet servlet) throws Exception {
    this(servlet, "/", "/*");
  }

  public TestServer(HttpServlet servlet, String contextPath, String mapping) throws Exception {
    QueuedThreadPool pool = new QueuedThreadPool();
    pool.setVirtualThreadsExecutor(new VirtualThreadPool());
    server = new Server(pool);
    connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    context = new ServletContextHandler(contextPath);
    context.addServlet(new ServletHolder(servlet), mapping);
    server.setHandler(context);
    server.start();
  }

  /** Has the container compress answers where callers ask for it. */
  public TestServer compressing() throws Exception {
    server.stop();
    CompressionHandler compression = new CompressionHandler(context);
    compression.putCompression(new GzipCompression());
    compression.putConfiguration("/*", CompressionConfig.builder().defaults().build());
    server.setHandler(compression);
    server.start();
    return this;
  }

  /** From now on holds every answer against the OpenAPI document at this path. */
  public TestServer describedBy(String path) throws IOException, InterruptedException {
    check = Optional.of(new ApiCheck(get(path).body()));
    return this;
  }

  /** The bytes of a GET, decoded by nobody. */
  public HttpResponse<byte[]> bytes(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
    hold(answer, answer.body());
    return answer;
  }

  /** Puts a filter before the servlet. */
  public TestServer filter(Filter filter) {
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.allOf(DispatcherType.class));
    return this;
  }

  public int port() {
    return connector.getLocalPort();
  }

  public URI uri(String path) {
    return URI.create("http://localhost:" + port() + path);
  }

  /** A GET with headers given as names and values in turn. */
  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, headers);
  }

  /** A request without a body. */
  public HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    hold(answer, answer.body().getBytes(StandardCharsets.UTF_8));
    return answer;
  }

  private void hold(HttpResponse<?> answer, byte[] body) {
    check.ifPresent(described ->
        described.check(
            answer.request().method(),
            answer.request().uri(),
            new ApiCheck.Answer(answer.statusCode(), answer.headers(), body)));
  }

  /**
   * A request as it goes over the wire, its lines ended by CR LF; the connection is closed after
   * the answer.
   */
  public Wire.Answer raw(String... lines) throws IOException {
    return Wire.exchange(port(), String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n");
  }

  @Override
  public void close() throws Exception {
    client.close();
    server.stop();
  }
}
