// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.openapi;

import dev.errand.http.ApiFragment;
import dev.errand.http.Route;
import dev.errand.task.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds one fragment to a document. */
final class FragmentMerge {

  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final String ROOTS = "x-roots";

  private final ObjectNode document;
  private final ObjectNode fragment;
  private final ApiFragment source;
  private JsonNode dialect = MissingNode.getInstance();

  /** What answers a method at a path. */
  private interface Answering {
    /**
     * @return absent if nothing answers
     */
    Optional<Answered> find(String method, String template);
  }

  /**
   * How a method is answered.
   *
   * @param open whether everybody may ask
   * @param changes whether something changes
   */
  private record Answered(boolean open, boolean changes) {

    static Answered by(Route route) {
      return new Answered(route.open(), route.effect() == Route.Effect.CHANGES);
    }
  }

  FragmentMerge(ObjectNode document, ApiFragment source) {
    this.document = document;
    this.source = source;
    this.fragment = parsed(source);
  }

  private static ObjectNode parsed(ApiFragment source) {
    try {
      return (ObjectNode) Json.mapper().readTree(source.read());
    } catch (JacksonException e) {
      throw new IllegalArgumentException(source + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Tells as well of what all routes of a dialect answer. */
  FragmentMerge within(Optional<ApiFragment> dialect) {
    dialect.ifPresent(shared -> this.dialect = parsed(shared));
    return this;
  }

  /** Adds what the table has. */
  void add(RouteTable table) {
    add((method, template) -> table.find(method, template).map(Answered::by));
  }

  /** Adds everything. */
  void addAll() {
    add((method, template) -> Optional.of(new Answered(false, false)));
  }

  private void add(Answering answering) {
    int before = document.path("paths").size();
    fragment.path("paths").forEachEntry((path, item) -> path(path, (ObjectNode) item, answering));
    if (document.path("paths").size() > before) {
      fragment.path("tags").forEach(document.withArray("/tags")::add);
      fragment.path("components").forEachEntry(this::components);
      dialect.path("components").forEachEntry(this::components);
    }
  }

  private void path(String path, ObjectNode item, Answering answering) {
    List<String> roots = roots(item);
    item.remove(ROOTS);
    roots.removeIf(root ->
        METHODS.stream()
            .noneMatch(
                method -> item.has(method) && answering.find(method, root + path).isPresent()));
    if (roots.isEmpty()) {
      return;
    }
    for (String method : METHODS) {
      if (item.get(method) instanceof ObjectNode operation) {
        Optional<Answered> answered = answering.find(method, roots.getFirst() + path);
        if (answered.isPresent()) {
          operation(operation, answered.get());
        } else {
          item.remove(method);
        }
      }
    }
    if (!roots.equals(List.of(""))) {
      ArrayNode servers = item.putArray("servers");
      roots.forEach(root -> servers.addObject().put("url", ApiDocument.BASE + root));
    }
    if (document.withObject("/paths").putIfAbsent(path, item) != null) {
      throw new IllegalArgumentException(source + " tells once more of " + path);
    }
  }

  private List<String> roots(ObjectNode item) {
    List<String> roots = new ArrayList<>();
    JsonNode given = item.has(ROOTS) ? item.path(ROOTS) : fragment.path("roots");
    given.forEach(root -> roots.add(root.stringValue()));
    return roots.isEmpty() ? new ArrayList<>(List.of("")) : roots;
  }

  private void operation(ObjectNode operation, Answered answered) {
    ObjectNode responses = operation.withObject("/responses");
    for (JsonNode source : List.of(fragment, dialect)) {
      source.path("responses").forEachEntry(responses::putIfAbsent);
      if (answered.changes()) {
        source.path("changes").forEachEntry(responses::putIfAbsent);
      }
    }
    if (answered.open()) {
      operation.putArray("security");
    }
  }

  private void components(String kind, JsonNode components) {
    ObjectNode target = document.withObject("/components/" + kind);
    components.forEachEntry((name, component) -> {
      JsonNode other = target.putIfAbsent(name, component);
      if (other != null && !other.equals(component)) {
        throw new IllegalArgumentException(
            source + " means something else by the component " + name);
      }
    });
  }
}
