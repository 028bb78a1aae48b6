// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.RunOptions;
import dev.errand.task.Submission;
import dev.errand.task.TaskStatus;
import dev.errand.task.TimeLimits;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Executions that say how their job is to be run. */
class RunMembersTest extends ServedEcho {

  private static final String INPUTS = "{\"inputs\":{\"text\":\"a\"},";

  @Test
  void aJobIsRunAsWasAskedFor() throws Exception {
    server.echo(
        INPUTS
            + "\"priority\":-3,\"timeLimit\":\"PT15M\",\"totalTimeLimit\":\"1h\","
            + "\"waitLimit\":\"90s\",\"attempts\":1,\"notBefore\":null}");

    Submission submission = server.tasks().getFirst().submission();
    assertThat(submission.priority()).isEqualTo(-3);
    assertThat(submission.options())
        .isEqualTo(
            RunOptions.NONE
                .attempts(1)
                .timeLimits(
                    TimeLimits.NONE
                        .attempt(Duration.ofMinutes(15))
                        .total(Duration.ofHours(1))
                        .waiting(Duration.ofSeconds(90))));
  }

  @Test
  void aJobThatIsPutOffIsAnsweredAtOnce() throws Exception {
    Instant due = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);

    HttpResponse<String> answer = server.echo(INPUTS + "\"notBefore\":\"" + due + "\"}");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(server.tasks().getFirst().status()).isEqualTo(TaskStatus.WAITING);
    JsonNode job =
        EchoServer.json(server.http.get("/jobs/" + server.tasks().getFirst().id().key()));
    assertThat(job.path("due").asString("")).isEqualTo(due.toString());
    assertThat(job.path("message").asString("")).isEqualTo("Waits: not before " + due + ".");
    assertThat(job.path("waiting").path("reason").asString("")).isEqualTo("not-before");
    assertThat(server.errand.cancel(server.tasks().getFirst().id(), Optional.empty()))
        .map(task -> task.status())
        .contains(TaskStatus.CANCELLED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "priority":1001        | The member 'priority' must be a whole number from -1000 to 1000.
          "priority":"high"      | The member 'priority' must be a whole number from -1000 to 1000.
          "attempts":0           | The member 'attempts' must be a whole number from 1 to 1000.
          "attempts":1.5         | The member 'attempts' must be a whole number from 1 to 1000.
          "timeLimit":"soon"     | The member 'timeLimit' must be a span of time such as 'PT15M' or '15m'.
          "totalTimeLimit":"0s"  | The member 'totalTimeLimit' must be from 1ms to 36500d.
          "waitLimit":"-PT1S"    | The member 'waitLimit' must be from 1ms to 36500d.
          "waitLimit":"P999999D" | The member 'waitLimit' must be from 1ms to 36500d.
          "notBefore":"tomorrow" | The member 'notBefore' must be a time such as '2026-11-22T06:00:00Z'.
          "attempts":4           | 4 attempts is too much for 'attempts': it may be at most 3 for echo. Ask for that or less, or leave it out.
          """)
  void whatCannotBeIsRefused(String member, String detail) throws Exception {
    assertThat(server.refused(400, INPUTS + member + "}").path("detail").asString(""))
        .isEqualTo(detail);
    assertThat(server.tasks()).isEmpty();
  }
}
