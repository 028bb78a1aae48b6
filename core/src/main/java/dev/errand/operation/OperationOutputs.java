// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import dev.errand.task.Json;
import dev.errand.task.Output;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * What the tasks of an operation give, each part under a name.
 *
 * @param result the JSON Schema (2020-12) of an object whose members are what results consist of
 * @param isRecord whether a result is such an object itself; if not, it is the one member {@value
 *     #RESULT} of it, and where the object has no members there is no result at all
 * @param files what tasks leave to download
 */
public record OperationOutputs(Json result, boolean isRecord, List<FileOutput> files) {

  /** What a result that is no record, and so has no names of its own, is called. */
  public static final String RESULT = RecordSchema.RESULT;

  public OperationOutputs {
    files = List.copyOf(files);
    Set<String> taken = new HashSet<>(result.parse().path("properties").propertyNames());
    for (FileOutput file : files) {
      if (!taken.add(file.id())) {
        throw new IllegalArgumentException("two outputs are called '" + file.id() + "'");
      }
    }
  }

  /**
   * Of an operation.
   *
   * @throws IllegalArgumentException if two of its outputs have one name
   */
  public static OperationOutputs of(OperationSpec<?, ?> spec) {
    return spec.schemas()
        .map(given -> given.outputs(spec.files()))
        .orElseGet(() ->
            new OperationOutputs(
                Json.of(RecordSchema.ofResult(spec.result())),
                spec.result().isRecord(),
                spec.files()));
  }

  /**
   * The files of a task by the names that callers know: one that the operation declares by its id,
   * any other by its own name.
   */
  public Map<String, Output> named(List<Output> left) {
    Map<String, Output> named = new LinkedHashMap<>();
    List<Output> others = new ArrayList<>(left);
    files.forEach(one -> take(named, one, others, file -> file.name().equals(one.id())));
    files.stream()
        .filter(one -> !named.containsKey(one.id()))
        .forEach(one -> take(named, one, others, file -> file.mediaType().equals(one.mediaType())));
    others.forEach(file -> named.putIfAbsent(file.name(), file));
    return named;
  }

  /** Gives the first of the files that fits to the declared id. */
  private static void take(
      Map<String, Output> named, FileOutput declared, List<Output> left, Predicate<Output> fits) {
    left.stream()
        .filter(fits)
        .findFirst()
        .ifPresent(file -> {
          left.remove(file);
          named.put(declared.id(), file);
        });
  }

  /** The parts of a result by name, in the order in which they were written. */
  public Map<String, JsonNode> parts(Json result) {
    JsonNode value = result.parse();
    if (!isRecord) {
      return Map.of(RESULT, value);
    }
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    value.forEachEntry(parts::put);
    return parts;
  }
}
