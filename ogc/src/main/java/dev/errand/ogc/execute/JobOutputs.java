// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.operation.OperationInfo;
import dev.errand.operation.OperationOutputs;
import dev.errand.task.Output;
import dev.errand.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a job has given: the parts of its result, then its files. A file goes by the id that the
 * operation declares for it, one that is not declared by its own name.
 */
final class JobOutputs {

  private final Map<String, JobOutput> byId = new LinkedHashMap<>();

  /**
   * @param process absent if no such operation is registered any more
   * @param files that the task left
   */
  JobOutputs(Task task, Optional<OperationInfo> process, List<Output> files) {
    JsonNode schemas = process.map(info -> info.result().parse()).orElse(MissingNode.getInstance());
    task.result()
        .map(result ->
            process
                .map(info -> info.outputs().parts(result))
                .orElseGet(() -> Map.of(OperationOutputs.RESULT, result.parse())))
        .ifPresent(parts ->
            parts.forEach((id, value) -> {
              if (!value.isNull()) {
                JsonNode schema = schemas.path("properties").path(id);
                byId.put(id, new JobOutput.Value(id, value, schema));
              }
            }));
    process
        .map(info -> info.outputs().named(files))
        .orElseGet(() -> byName(files))
        .forEach((id, file) -> byId.putIfAbsent(id, new JobOutput.File(id, file)));
  }

  private static Map<String, Output> byName(List<Output> files) {
    Map<String, Output> named = new LinkedHashMap<>();
    files.forEach(file -> named.put(file.name(), file));
    return named;
  }

  Optional<JobOutput> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Those that are wanted and there, in the order in which they are wanted. */
  List<JobOutput> of(Reply reply) {
    return reply.wishes().isEmpty()
        ? List.copyOf(byId.values())
        : reply.wishes().keySet().stream().map(this::find).flatMap(Optional::stream).toList();
  }
}
