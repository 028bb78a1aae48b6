// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.errand.outgoing.FetchSettings;
import dev.errand.outgoing.OutgoingUri;
import dev.errand.outgoing.QuerySettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An Overpass server on this machine that answers what a test has scripted, and again the last of
 * it.
 */
public final class OverpassStub implements AutoCloseable {

  /** One answer. */
  public interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private volatile Answer last = status(500);
  public final List<String> queries = new CopyOnWriteArrayList<>();
  public final List<String> authorizations = new CopyOnWriteArrayList<>();
  public final CountDownLatch asked = new CountDownLatch(1);
  public final CountDownLatch gate = new CountDownLatch(1);

  /** The other side closed the connection while it was being answered. */
  public final CountDownLatch closed = new CountDownLatch(1);

  public OverpassStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/api/interpreter", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/interpreter";
  }

  public QuerySettings settings() {
    return settings(url(), Duration.ofSeconds(30), 1L << 30);
  }

  public static QuerySettings settings(String url, Duration idle, long maxBytes) {
    FetchSettings fetch = new FetchSettings(idle, 0, maxBytes);
    return new QuerySettings(OutgoingUri.parse(url), fetch, 3, Duration.ofSeconds(10));
  }

  public OverpassStub answers(Answer... answers) {
    script.addAll(List.of(answers));
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
    String query = URLDecoder.decode(form.replaceFirst("^data=", ""), StandardCharsets.UTF_8);
    queries.add(exchange.getRequestMethod() + " " + query);
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    asked.countDown();
    Answer next = script.poll();
    last = next == null ? last : next;
    try (exchange) {
      last.to(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static Answer status(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  public static Answer data(byte[] data) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(data);
    };
  }

  public static Answer data(String text) {
    return data(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers only once the gate is open. */
  public Answer gated(Answer answer) {
    return exchange -> {
      gate.await();
      answer.to(exchange);
    };
  }

  /** Begins an answer and then says nothing more until the end of the test. */
  public Answer hanging() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("<osm version='0.6'>".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      gate.await();
    };
  }

  /** Promises more than it sends. */
  public static Answer cut(String text) {
    return exchange -> {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length * 2L);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
      exchange.getHttpContext().getServer().stop(0);
    };
  }

  /** Sends a few bytes every 20 milliseconds for as long as somebody takes them. */
  public Answer trickling() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      try {
        OutputStream out = exchange.getResponseBody();
        out.write("<osm version='0.6'>".getBytes(StandardCharsets.UTF_8));
        do {
          out.write("                    ".getBytes(StandardCharsets.UTF_8));
          out.flush();
        } while (!gate.await(20, TimeUnit.MILLISECONDS));
      } catch (IOException gone) {
        closed.countDown();
        throw gone;
      }
    };
  }

  @Override
  public void close() {
    gate.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
