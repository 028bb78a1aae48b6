// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody else's server, on this machine, that answers as a test says and remembers requests. */
public final class StubServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** What came, in order. */
  public final List<Received> received = new CopyOnWriteArrayList<>();

  /** A request. */
  public record Received(
      String method, String path, com.sun.net.httpserver.Headers headers, String body) {}

  /** One way to answer. */
  public interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  /** At the usual address of this machine. */
  public StubServer() throws IOException {
    this("127.0.0.1");
  }

  public StubServer(String address) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  /** Answers so at that path and below. */
  public StubServer at(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          received.add(
              new Received(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders(),
                  body));
          try (exchange) {
            answer.to(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return this;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url(String path) {
    return "http://" + server.getAddress().getHostString() + ":" + port() + path;
  }

  public static Answer status(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  public static Answer body(byte[] body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    };
  }

  /** Sends as much as anybody takes. */
  public static Answer endless() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      while (true) {
        out.write(new byte[1024]);
        out.flush();
      }
    };
  }

  /** Never answers. */
  public Answer silence() {
    return exchange -> closing.await();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
