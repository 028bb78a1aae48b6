// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.operation.Asks;
import dev.errand.operation.Question;
import dev.errand.operation.Recovery;
import dev.errand.operation.TaskContext;
import dev.errand.task.Json;
import dev.errand.testkit.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the tasks do that are moved, before and after. */
final class MoveOperations {

  static final String ODD = "tab\t, \\N, \"quote\", é \uD83C\uDF89 \u0001\r\nline\u2028";

  static final int BIG = (3 << 20) + 7;

  private MoveOperations() {}

  /**
   * All of them.
   *
   * @param stay what {@code stay} and {@code again} do
   */
  static List<Work> all(Work.Body stay) {
    return List.of(
        Work.of("leave", MoveOperations::leave),
        Work.of("fail", (in, context) -> fail(context)),
        Work.of("later", (in, context) -> new Work.Out("done later")),
        Work.of("stay", stay),
        Work.of("again", stay).recovery(new Recovery.Retry(5)),
        Work.of("ask", MoveOperations::ask).asks(Asks.AND_BEGINS_AGAIN));
  }

  private static Work.Out ask(Work.In in, TaskContext context) throws Exception {
    Question timed =
        Question.yesOrNo("a", "a " + ODD)
            .within(Duration.ofDays(9_000))
            .otherwise(Json.EMPTY_OBJECT);
    return new Work.Out(context.ask(List.of(timed, Question.yesOrNo("b", "b"))).toString());
  }

  private static Work.Out leave(Work.In in, TaskContext context) throws IOException {
    context.progress("leaving \\ " + ODD, 2, 3);
    for (int i = 0; i < 5; i++) {
      context.info("line " + i + " " + ODD);
    }
    context.warn("\0 is no text everywhere");
    Files.createFile(context.output("empty.txt", "text/plain"));
    Files.write(context.output("Äpfel \uD83C\uDF89.bin", "application/octet-stream"), big());
    Path small = context.output("small.txt", "text/plain");
    Files.writeString(small, ODD);
    return new Work.Out(in.name() + ODD);
  }

  private static byte[] big() {
    byte[] big = new byte[BIG];
    for (int i = 0; i < big.length; i++) {
      big[i] = (byte) (i * 31 + i / 251);
    }
    return big;
  }

  private static Work.Out fail(TaskContext context) {
    context.error("about to fail");
    throw new IllegalStateException(ODD, new IOException("the cause \0 of it"));
  }
}
