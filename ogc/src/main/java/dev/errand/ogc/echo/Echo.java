// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.operation.CancelledException;
import dev.errand.operation.Hints;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Recovery;
import dev.errand.operation.TaskContext;
import dev.errand.operation.ValueSchema;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Gives back what it gets, after a pause if one is wanted: for trying clients and for the official
 * test suite of OGC API – Processes, which looks for inputs of these kinds in this order.
 */
public final class Echo implements Operation<Echo.Values, Echo.Values> {

  public static final String NAME = "echo";

  private static final int STEPS = 10;

  /**
   * What comes and goes; what is not given is not given back.
   *
   * @param pause in seconds, a day at the most
   * @param area four or six numbers, and perhaps the reference system that they are in; two titles
   *     keep the generator of schemas from joining the parts, of which the suite wants the first
   *     alone
   */
  public record Values(
      @JsonPropertyDescription("Any text") String text,
      @JsonPropertyDescription("How many seconds to wait before the end")
          @ValueSchema("{\"type\":\"integer\",\"minimum\":0,\"maximum\":86400}")
          OptionalInt pause,
      @JsonPropertyDescription("Any texts") Optional<List<String>> list,
      @JsonPropertyDescription("A bounding box")
          @ValueSchema(
              """
              {"allOf": [{"format": "ogc-bbox", "title": "bounding box"}, {
                "title": "box and reference system",
                "type": "object",
                "required": ["bbox"],
                "properties": {
                  "bbox": {
                    "type": "array",
                    "items": {"type": "number"},
                    "oneOf": [
                      {"minItems": 4, "maxItems": 4},
                      {"minItems": 6, "maxItems": 6}]},
                  "crs": {
                    "type": "string",
                    "default": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}}]}
              """)
          Optional<JsonNode> area,
      @JsonPropertyDescription("Any object") @ValueSchema("{\"type\":\"object\"}")
          Optional<JsonNode> thing,
      @JsonPropertyDescription("A text or a number")
          @ValueSchema(
              """
              {"oneOf": [{"type": "string", "contentMediaType": "text/plain"}, {"type": "number"}]}
              """)
          Optional<JsonNode> either) {

    public Values {
      // What is not there is read as JSON's null.
      area = area.filter(node -> !node.isNull());
      thing = thing.filter(node -> !node.isNull());
      either = either.filter(node -> !node.isNull());
    }
  }

  @Override
  public OperationSpec<Values, Values> spec() {
    return OperationSpec.of(NAME, "Echo", Values.class, Values.class)
        .description("Gives back what it gets, after a pause if one is wanted. For trying things.")
        .hints(Hints.reading())
        .recovery(Recovery.RETRY)
        .waiting();
  }

  @Override
  public Values run(Values values, TaskContext context) throws Exception {
    long pause = TimeUnit.SECONDS.toNanos(values.pause().orElse(0));
    long start = System.nanoTime();
    CountDownLatch cancelled = new CountDownLatch(1);
    try (var registration = context.onCancel(cancelled::countDown)) {
      for (int step = 1; step <= STEPS && pause > 0; step++) {
        if (cancelled.await(
            start + pause * step / STEPS - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          throw new CancelledException();
        }
        context.progress("Waiting", step, STEPS);
      }
    }
    context.checkCancelled();
    return values;
  }
}
