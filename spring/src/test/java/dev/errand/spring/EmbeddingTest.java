// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.limit.Limit;
import dev.errand.limit.Scope;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application that has one operation, the starter, and nothing else to do with Errand. */
class EmbeddingTest {

  @TempDir private Path data;

  record Name(String name) {}

  static final class Greet implements Operation<Name, String> {

    @Override
    public OperationSpec<Name, String> spec() {
      return OperationSpec.of("greet", "Greet somebody", Name.class, String.class);
    }

    @Override
    public String run(Name inputs, TaskContext context) {
      return "Hello " + inputs.name();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    Greet greet() {
      return new Greet();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }

  @Test
  void keepsTasksAsIsSetForTheirOperation() throws Exception {
    try (ConfigurableApplicationContext context = start("--errand.operations.greet.retention=3h")) {
      Errand errand = context.getBean(Errand.class);
      Task task = errand.submit(Submission.of("greet", new Name("Ada")));
      Task ended = errand.await(task.id(), Duration.ofSeconds(30)).orElseThrow();

      assertThat(ended.times().retentionEnd())
          .isEqualTo(ended.times().ended().map(end -> end.plus(Duration.ofHours(3))));
    }
  }

  @Test
  void keepsToLimitsAsTheyAreSet() {
    try (ConfigurableApplicationContext context =
        start("--errand.operations.greet.waiting=7", "--errand.limits.each-user.concurrency=2")) {
      assertThat(context.getBean(Errand.class).limits().now().set())
          .isEqualTo(
              Map.of(
                  new Scope.OfOperation("greet"),
                  Limit.NONE.waiting(7),
                  new Scope.EachUser(),
                  Limit.NONE.concurrency(2)));
    }
    assertThatThrownBy(() -> start("--errand.operations.greet.concurrency=0"))
        .rootCause()
        .hasMessageContaining(
            "errand.operations.greet.concurrency: a limit of concurrency is at least 1, not 0");
  }

  @Test
  void runsItsOperationsAndShowsThemOverHttp() throws Exception {
    try (ConfigurableApplicationContext context = start()) {
      Errand errand = context.getBean(Errand.class);
      Task task = errand.submit(Submission.of("greet", new Name("Ada")));
      Task ended = errand.await(task.id(), Duration.ofSeconds(30)).orElseThrow();

      assertThat(ended.result()).contains(new Json("\"Hello Ada\""));
      assertThat(get(context, "/errand/tasks/1.json").body()).contains("\"FINISHED\"");
      assertThat(get(context, "/errand/processes/greet").body()).contains("\"Greet somebody\"");
      assertThat(get(context, "/errand/jobs/" + task.id().key()).body()).contains("\"successful\"");
      assertThat(get(context, "/errand/").body())
          .startsWith("{\"title\":\"Errand\",\"links\":[")
          .contains("/errand/jobs\"");
      assertThat(get(context, "/tasks").statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errand.retention=10",
        "errand.http.upload-limit=10",
        "errand.operations.greet.retention=10"
      })
  void takesNoTimesAndSizesWithoutAUnit(String setting) {
    assertThatThrownBy(() -> start("--" + setting))
        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
        .hasMessageContaining(setting.replaceFirst("=.*", ""))
        .hasMessageContaining(" has a unit; write 10");
  }

  @Test
  void countsAndFeelsWell() throws Exception {
    try (ConfigurableApplicationContext context = start()) {
      Errand errand = context.getBean(Errand.class);
      Task task = errand.submit(Submission.of("greet", new Name("Ada")));
      errand.await(task.id(), Duration.ofSeconds(30));
      MeterRegistry meters = context.getBean(MeterRegistry.class);

      assertThat(
              meters
                  .get("errand.tasks")
                  .tags("operation", "greet", "status", "finished")
                  .gauge()
                  .value())
          .isEqualTo(1);
      assertThat(meters.get("errand.queue.length").gauge().value()).isZero();
      assertThat(meters.get("errand.tasks.waiting").tags("operation", "greet").timer().count())
          .isEqualTo(1);
      assertThat(meters.get("errand.store.commit.size").summary().count()).isPositive();
      assertThat(context.getBean(ErrandHealth.class).health().getStatus()).isEqualTo(Status.UP);
    }
  }

  @Test
  void countsHowOftenTasksRanAsLongAsWasToBeExpected() throws Exception {
    try (ConfigurableApplicationContext context = start()) {
      Errand errand = context.getBean(Errand.class);
      for (int i = 0; i < 7; i++) {
        Task task = errand.submit(Submission.of("greet", new Name("Ada")));
        errand.await(task.id(), Duration.ofSeconds(30));
      }
      MeterRegistry meters = context.getBean(MeterRegistry.class);

      double sum = 0;
      for (String held : new String[] {"true", "false"}) {
        sum +=
            meters
                .get("errand.estimates")
                .tags("operation", "greet", "held", held)
                .functionCounter()
                .count();
      }
      assertThat(sum).as("all but the first five").isEqualTo(2);
      assertThat(errand.estimatesHeld("greet").of()).isEqualTo(2);
    }
  }

  @Test
  void isUnwellWhenItsEngineHasStopped() {
    try (ConfigurableApplicationContext context = start()) {
      context.getBean(Errand.class).close();

      assertThat(context.getBean(ErrandHealth.class).health().getStatus()).isEqualTo(Status.DOWN);
    }
  }

  private ConfigurableApplicationContext start(String... more) {
    List<String> settings =
        List.of(
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.main.banner-mode=off",
            "--logging.level.root=warn",
            "--errand.security.mode=open",
            "--errand.data=" + data);
    return SpringApplication.run(
        Application.class,
        Stream.concat(settings.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private static HttpResponse<String> get(ConfigurableApplicationContext context, String path)
      throws IOException, InterruptedException {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
