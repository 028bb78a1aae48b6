// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.operation.CancelledException;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with accounts that shares a database, and somebody who calls it. */
record SharingNode(ConfigurableApplicationContext context, HttpClient client)
    implements AutoCloseable {

  record Name(String name) {}

  /** Runs nothing. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Idle {}

  /** Has operations. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Working {

    @Bean
    Hold hold() {
      return new Hold(new CountDownLatch(1), new CountDownLatch(1));
    }

    @Bean
    Write write() {
      return new Write();
    }
  }

  /** Runs until it is cancelled or let go. */
  record Hold(CountDownLatch reached, CountDownLatch letGo) implements Operation<Name, String> {

    @Override
    public OperationSpec<Name, String> spec() {
      return OperationSpec.of("hold", "Hold on", Name.class, String.class);
    }

    @Override
    public String run(Name inputs, TaskContext context)
        throws CancelledException, InterruptedException {
      reached.countDown();
      while (!letGo.await(10, TimeUnit.MILLISECONDS)) {
        context.checkCancelled();
      }
      return "held";
    }
  }

  /** Leaves a file. */
  static final class Write implements Operation<Name, String> {

    @Override
    public OperationSpec<Name, String> spec() {
      return OperationSpec.of("write", "Write a greeting", Name.class, String.class);
    }

    @Override
    public String run(Name inputs, TaskContext context) throws IOException {
      Files.writeString(context.output("greeting.txt", "text/plain"), "Hello " + inputs.name());
      return "written";
    }
  }

  static SharingNode start(Class<?> application, String... settings) {
    SpringApplication spring = new SpringApplication(application);
    spring.setRegisterShutdownHook(false);
    String[] all = new String[settings.length + 6];
    System.arraycopy(settings, 0, all, 6, settings.length);
    all[0] = "--server.port=0";
    all[1] = "--server.address=127.0.0.1";
    all[2] = "--spring.main.banner-mode=off";
    all[3] = "--logging.level.root=error";
    all[4] = "--errand.security.mode=accounts";
    all[5] = "--errand.stop-patience=0s";
    return new SharingNode(spring.run(all), HttpClient.newHttpClient());
  }

  static void execute(DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  void awaitHolding() throws InterruptedException {
    if (!bean(Hold.class).reached().await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing is held");
    }
  }

  HttpResponse<String> anonymous(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(asAda(request(path)));
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send(asAda(request(path)).DELETE());
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return send(
        asAda(request(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Sends a message of the Model Context Protocol. */
  CompletableFuture<HttpResponse<String>> tell(String method, String params) {
    return client.sendAsync(message(method, params), HttpResponse.BodyHandlers.ofString());
  }

  /** The first message of the stream that answers one, which the end of the stream may follow. */
  CompletableFuture<String> streamed(String method, String params) {
    return client
        .sendAsync(message(method, params), HttpResponse.BodyHandlers.ofLines())
        .thenApplyAsync(answer ->
            answer.body().filter(line -> line.startsWith("data:")).findFirst().orElseThrow());
  }

  private HttpRequest message(String method, String params) {
    String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}";
    return asAda(request("/errand/mcp"))
        .header("Content-Type", "application/json")
        .header("MCP-Protocol-Version", "2025-11-25")
        .POST(HttpRequest.BodyPublishers.ofString(message.formatted(method, params)))
        .build();
  }

  HttpResponse<String> cookie(String path, String cookie) throws IOException, InterruptedException {
    return send(request(path).header("Cookie", cookie));
  }

  /** Begins a session of Ada's; her cookie. */
  String logIn() throws IOException, InterruptedException {
    HttpResponse<String> begun =
        send(
            request("/errand/authenticate")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=ada&password=open+sesame")));
    return begun.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
  }

  HttpResponse<String> logOut(String cookie) throws IOException, InterruptedException {
    return send(
        request("/errand/logout")
            .header("Cookie", cookie)
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path) {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpRequest.Builder asAda(HttpRequest.Builder request) {
    byte[] login = "ada:open sesame".getBytes(StandardCharsets.UTF_8);
    return request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }
}
