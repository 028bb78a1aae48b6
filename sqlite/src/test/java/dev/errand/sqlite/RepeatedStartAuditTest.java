// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.access.Audit;
import dev.errand.task.Idempotency;
import dev.errand.task.Submission;
import dev.errand.testkit.Work;
import dev.errand.testkit.access.Who;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** That repeating a submission is no second start. */
class RepeatedStartAuditTest {

  @TempDir Path folder;

  @RegisterExtension final HeardLog audit = new HeardLog(Audit.LOGGER);

  @Test
  void aRepeatedStartIsAuditedOnceAndBelongsToItsOwner() {
    try (Errand errand =
        Errand.builder()
            .store(SqliteStore.in(folder))
            .data(folder)
            .operation(Work.of((in, context) -> null))
            .build()) {
      errand.start();
      Submission wish = Work.submission("x").idempotency(new Idempotency("k", "01")).build();
      GuardedErrand first = errand.as(Who.OUTSIDER.principal());
      GuardedErrand second = errand.as(Who.NEIGHBOUR.principal());

      assertThat(first.submit(wish).id().number()).isEqualTo(1);
      assertThat(first.submit(wish).id().number()).isEqualTo(1);
      assertThat(second.submit(wish).id().number()).isEqualTo(2);

      assertThat(audit.lines())
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "who=outsider what=start on=1 operation=work outcome=done",
              "who=neighbour what=start on=2 operation=work outcome=done");
    }
  }
}
