// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Task;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executions that say how long their job is to be kept. */
class RetentionTest extends ServedEcho {

  @Test
  void aJobIsKeptAsLongAsWasAskedFor() throws Exception {
    server.echo("{\"inputs\":{\"text\":\"a\"},\"retention\":\"PT12H\"}");
    server.echo("{\"inputs\":{\"text\":\"a\"},\"retention\":null}");

    Task task = server.tasks().getFirst();
    assertThat(task.times().retentionEnd())
        .isEqualTo(task.times().ended().map(ended -> ended.plus(Duration.ofHours(12))));
    assertThat(server.tasks().getLast().submission().retention()).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"12h", "PT0S", "-PT1H", "", "P99999999999999999D", "P1Y", "PT0.0001S"})
  void whatIsNoDurationIsRefused(String retention) throws Exception {
    assertThat(
            server
                .refused(400, "{\"inputs\":{\"text\":\"a\"},\"retention\":\"" + retention + "\"}")
                .path("detail")
                .asString(""))
        .isEqualTo(
            "The member 'retention' must be a duration as ISO 8601 writes it, such as 'PT12H' or"
                + " 'P1D'.");
    assertThat(server.tasks()).isEmpty();
  }

  @Test
  void moreThanTheServerAllowsIsRefused() throws Exception {
    assertThat(
            server
                .refused(400, "{\"inputs\":{\"text\":\"a\"},\"retention\":\"P2D\"}")
                .path("detail")
                .asString(""))
        .isEqualTo(
            "A retention of PT48H is too long: tasks of this operation are kept for PT24H at the"
                + " most. Ask for that or less, or leave it out.");
    assertThat(server.tasks()).isEmpty();
  }
}
