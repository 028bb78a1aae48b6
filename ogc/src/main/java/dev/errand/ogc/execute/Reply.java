// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.task.Json;
import dev.errand.task.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How a caller wants the results of a task, as it is kept with the task.
 *
 * @param wishes what is wanted of which outputs, in the order of the answer; empty means all
 */
record Reply(Packing packing, Map<String, Wish> wishes) {

  /** For tasks that were started otherwise. */
  static final Reply OF_OTHERS = new Reply(Packing.DOCUMENT, Map.of());

  /** The name of what this dialect keeps, among whatever others may. */
  private static final String KEPT = "ogc";

  /** As it is written down. */
  private record Kept(Reply ogc) {}

  /** What nearly all ask for, by asking for nothing; written down once. */
  private static final Reply USUAL = new Reply(Packing.RAW, Map.of());

  private static final Json KEPT_USUAL = Json.of(new Kept(USUAL));

  Json kept() {
    return equals(USUAL) ? KEPT_USUAL : Json.of(new Kept(this));
  }

  static Reply of(Task task) {
    JsonNode kept =
        task.submission().reply().map(Json::parse).map(all -> all.path(KEPT)).orElse(null);
    if (kept == null || !kept.isObject()) {
      return OF_OTHERS;
    }
    Map<String, Wish> wishes = new LinkedHashMap<>();
    kept.path("wishes").forEachEntry((id, wish) -> wishes.put(id, Json.of(wish).as(Wish.class)));
    return new Reply(Packing.valueOf(kept.path("packing").asString()), wishes);
  }

  Wish wish(String output) {
    return wishes.getOrDefault(output, Wish.NONE);
  }

  /** The same in JSON whatever was said. */
  Reply asDocument() {
    return new Reply(Packing.DOCUMENT, wishes);
  }
}
