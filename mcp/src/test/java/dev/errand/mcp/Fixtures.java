// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.operation.Asks;
import dev.errand.operation.CancelledException;
import dev.errand.operation.Hints.Pace;
import dev.errand.operation.Question;
import dev.errand.operation.TaskContext;
import dev.errand.task.Answer;
import dev.errand.task.Json;
import dev.errand.task.StoreException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The operations that the official suite of the protocol and tests of clients look for. */
final class Fixtures {

  private static final String NAME = "{\"name\":{\"type\":\"string\",\"default\":\"World\"}}";
  private static final String NONE = "{}";

  /** Whatever the suite is asked, it answers with these. */
  private static final Json FORM =
      new Json(
          """
          {"type": "object",
           "properties": {"name": {"type": "string"}, "confirm": {"type": "boolean"}}}
          """);

  private Fixtures() {}

  static List<Scripted> all() {
    return List.of(
        // The suite calls the first of the list for its own ends.
        said("about", "These are fixtures."),
        Scripted.of(
                "greet",
                NAME,
                "",
                (inputs, context) -> {
                  context.progress("Hello, " + inputs.path("name").asString("") + "!");
                  return null;
                })
            .pace(Pace.QUICK),
        Scripted.of(
                "slow-compute",
                """
                {"seconds": {"type": "number", "minimum": 0, "default": 1},
                 "label": {"type": "string", "default": "work"}}
                """,
                "{\"type\":\"object\",\"properties\":{\"label\":{\"type\":\"string\"}}}",
                (inputs, context) -> {
                  long seconds = Math.round(inputs.path("seconds").asDouble(0) * 10);
                  for (int i = 1; i <= seconds; i++) {
                    pause(context, 100);
                    context.progress("computing", i, seconds);
                  }
                  return Json.mapper()
                      .createObjectNode()
                      .put("label", inputs.path("label").asString(""));
                })
            .pace(Pace.LONG),
        Scripted.of(
                "failing-job",
                NONE,
                "",
                (inputs, context) -> {
                  pause(context, 500);
                  throw new IllegalStateException("the job failed, as it always does");
                })
            .asks(Asks.AND_STAYS),
        Scripted.of(
                "protocol-error-job",
                NONE,
                "",
                (inputs, context) -> {
                  throw new StoreException("the result was lost", new IllegalStateException());
                })
            .pace(Pace.LONG),
        Scripted.of(
                "confirm-delete",
                "{\"filename\":{\"type\":\"string\",\"default\":\"a\"}}",
                "",
                (inputs, context) -> {
                  String file = inputs.path("filename").asString("");
                  Answer answer = context.ask(Question.of("confirm", "Delete " + file + "?", FORM));
                  context.progress(answer.isAccepted() ? "Deleted." : "Kept.");
                  return null;
                })
            .asks(Asks.AND_BEGINS_AGAIN),
        Scripted.of(
                "multi-input",
                NONE,
                "",
                (inputs, context) -> {
                  List<Answer> answers =
                      context.ask(
                          List.of(
                              Question.of("who", "Who are you?", FORM),
                              Question.of("sure", "Are you sure?", FORM)));
                  context.progress(answers.getFirst().value().map(Json::text).orElse("Nobody."));
                  return null;
                })
            .asks(Asks.AND_STAYS),
        said("test-simple-text", "This is a simple text response for testing."),
        said("test-missing-capability", "Sampled."),
        said("test-streaming-elicitation", "Nothing was asked."),
        said("test-logging-tool", "Nothing was logged."),
        Scripted.of(
                "test-error-handling",
                NONE,
                "",
                (inputs, context) -> {
                  throw new IllegalStateException("This tool intentionally returns an error");
                })
            .pace(Pace.QUICK),
        Scripted.of(
                "test-tool-with-progress",
                NONE,
                "",
                (inputs, context) -> {
                  for (int done = 0; done <= 100; done += 50) {
                    context.progress("working", done, 100);
                    pause(context, 700);
                  }
                  return null;
                })
            .pace(Pace.LONG),
        Scripted.of(
                "write-report",
                NONE,
                "{\"type\":\"object\",\"properties\":{\"lines\":{\"type\":\"integer\"}}}",
                (inputs, context) -> {
                  Files.writeString(context.output("report.csv", "text/csv"), "a,b\n1,2\n");
                  Files.write(context.output("dots.bin", "application/octet-stream"), new byte[3]);
                  context.info("wrote the report");
                  return Json.mapper().createObjectNode().put("lines", 2);
                })
            .pace(Pace.QUICK));
  }

  private static Scripted said(String name, String text) {
    return Scripted.of(
            name,
            NONE,
            "",
            (inputs, context) -> {
              context.progress(text);
              return null;
            })
        .pace(Pace.QUICK);
  }

  /** Waits, or ends the attempt if it is cancelled. */
  static void pause(TaskContext context, long millis) throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    try (var registration = context.onCancel(cancelled::countDown)) {
      if (cancelled.await(millis, TimeUnit.MILLISECONDS)) {
        throw new CancelledException();
      }
    }
  }
}
