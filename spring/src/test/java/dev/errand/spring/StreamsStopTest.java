// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.http.OpenAnswers;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** That an application which stops gracefully does not wait for streams that never end. */
class StreamsStopTest {

  @TempDir private Path data;

  record Nothing() {}

  /** At work until it is cancelled. */
  static final class Endless implements Operation<Nothing, String> {

    @Override
    public OperationSpec<Nothing, String> spec() {
      return OperationSpec.of("endless", "Go on", Nothing.class, String.class);
    }

    @Override
    public String run(Nothing inputs, TaskContext context) throws InterruptedException {
      context.info("begun");
      new CountDownLatch(1).await();
      return "";
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    Endless endless() {
      return new Endless();
    }
  }

  @Test
  void streamsAndLongPollsEndAtOnceAndCleanly() throws Exception {
    ConfigurableApplicationContext context = start();
    Task task = context.getBean(Errand.class).submit(Submission.of("endless", new Nothing()));
    OpenAnswers open = context.getBean(OpenAnswers.class);
    String job = "/errand/jobs/" + task.id().key();
    int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    try (Socket events = request(port, job + "/events", "X-None: 1");
        Socket poll = request(port, job, "Prefer: wait=60")) {
      BufferedReader stream = reader(events);
      assertThat(stream.readLine()).startsWith("HTTP/1.1 200");
      while (!stream.readLine().contains("begun")) {
        // Everything before is of no interest.
      }
      awaitOpen(open, 2);
      long begin = System.nanoTime();
      CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);

      readToTheLastChunk(stream);

      assertThat(reader(poll).readLine()).startsWith("HTTP/1.1 200");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
      closed.get(30, TimeUnit.SECONDS);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("less than the patience of a graceful stop")
          .isLessThan(Duration.ofSeconds(20));
    }
  }

  /** An answer that is broken off has none. */
  private static void readToTheLastChunk(BufferedReader stream) throws IOException {
    String line = stream.readLine();
    while (line != null && !line.equals("0")) {
      line = stream.readLine();
    }
    assertThat(line).as("the last chunk").isEqualTo("0");
  }

  private static void awaitOpen(OpenAnswers open, int count) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (open.count() != count) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  private static Socket request(int port, String path, String header) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    String lines = "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n";
    socket
        .getOutputStream()
        .write(lines.formatted(path, header).getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private ConfigurableApplicationContext start() {
    return SpringApplication.run(
        Application.class,
        "--server.port=0",
        "--server.address=127.0.0.1",
        "--server.shutdown=graceful",
        "--spring.lifecycle.timeout-per-shutdown-phase=25s",
        "--spring.threads.virtual.enabled=true",
        "--spring.main.banner-mode=off",
        "--logging.level.root=warn",
        "--errand.security.mode=open",
        "--errand.stop-patience=0s",
        "--errand.data=" + data);
  }
}
