// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.http.ContainerPrincipals;
import dev.errand.limit.Limit;
import dev.errand.limit.Rate;
import dev.errand.limit.Scope;
import dev.errand.sqlite.SqliteStore;
import dev.errand.testkit.Work;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said to whoever may start no more. */
final class LimitRefusalTest {

  private static final Scope WORK = new Scope.OfOperation("work");

  @TempDir private Path data;

  @SuppressWarnings("NullAway.Init")
  private Errand errand;

  @SuppressWarnings("NullAway.Init")
  private OgcDoor door;

  @BeforeEach
  void start() throws Exception {
    errand =
        Errand.builder()
            .store(SqliteStore.in(data))
            .data(data)
            .operation(Work.of((in, context) -> new Work.Out("done")))
            .build();
    errand.start();
    door = new OgcDoor(errand, ContainerPrincipals.open(), "X-Nobody");
  }

  @AfterEach
  void stop() throws Exception {
    door.close();
    errand.close();
  }

  private HttpResponse<String> execute() throws Exception {
    return door.execute("nobody", "work", "{}");
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void aFullQueueRefusesBeforeAnythingIsStored() throws Exception {
    errand.limits().pause("work", Optional.empty());
    errand.limits().set(WORK, Limit.NONE.waiting(1), Optional.empty());
    errand.submit(Work.submission("x").build());

    HttpResponse<String> refused = execute();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(header(refused, "Retry-After")).isEqualTo("5");
    assertThat(header(refused, "RateLimit-Policy")).isEqualTo("\"operation-waiting\";q=1");
    assertThat(header(refused, "RateLimit")).isEqualTo("\"operation-waiting\";r=0");
    assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.body()).contains("The queue of work is full: 1 waiting. Try again later.");
    assertThat(errand.counts())
        .singleElement()
        .satisfies(count -> assertThat(count.count()).isEqualTo(1));
  }

  @Test
  void aStartThatSucceedsTellsHowManyMoreMay() throws Exception {
    errand
        .limits()
        .set(WORK, Limit.NONE.rate(new Rate(3, Duration.ofHours(3))).waiting(9), Optional.empty());
    errand.limits().set(new Scope.All(), Limit.NONE.waiting(20), Optional.empty());
    HttpResponse<String> first = execute();
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(header(first, "RateLimit-Policy"))
        .isEqualTo("\"operation\";q=3;w=10800, \"operation-waiting\";q=9, \"all-waiting\";q=20");
    assertThat(header(first, "RateLimit"))
        .matches(
            "\"operation\";r=2;t=(3600|35\\d\\d), \"operation-waiting\";r=9, \"all-waiting\";r=20");
    errand.limits().pause("work", Optional.empty());

    HttpResponse<String> second = door.start("nobody", "work", "{}");

    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(header(second, "RateLimit"))
        .matches(
            "\"operation\";r=1;t=(3600|35\\d\\d), \"operation-waiting\";r=8, \"all-waiting\";r=19");
  }

  @Test
  void whereNothingLimitsStartsNothingIsToldOfThem() throws Exception {
    errand.limits().set(WORK, Limit.NONE.concurrency(1), Optional.empty());

    HttpResponse<String> answer = execute();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "RateLimit")).isEmpty();
    assertThat(header(answer, "RateLimit-Policy")).isEmpty();
  }

  @Test
  void aRateIsToldInItsHeaders() throws Exception {
    errand
        .limits()
        .set(WORK, Limit.NONE.rate(new Rate(1, Duration.ofMinutes(1))), Optional.empty());
    assertThat(execute().statusCode()).isEqualTo(200);

    HttpResponse<String> refused = execute();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(header(refused, "RateLimit-Policy")).isEqualTo("\"operation\";q=1;w=60");
    assertThat(header(refused, "RateLimit")).matches("\"operation\";r=0;t=(59|60)");
    assertThat(header(refused, "Retry-After")).matches("59|60");
  }
}
