// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.task.Json;
import dev.errand.task.Task;

/**
 * Writes what stands in the {@code result} of an operation's tasks. An operation without one has no
 * {@code result} in this dialect. Used by many threads at once.
 */
@FunctionalInterface
public interface ResultBody {

  /**
   * Writes the members of {@code result}; none is allowed.
   *
   * @param task FINISHED, or CANCELLED with a partial result
   * @param base where links to this server begin, without a slash at the end
   */
  void write(BodyWriter writer, Task task, String base);

  /**
   * A result that is one object with the members of the stored result, in their order: whole
   * numbers, decimals, truth values, texts and objects of them. Nothing is written if the task has
   * no result.
   *
   * @param name of the object, such as {@code OSMReport}
   */
  static ResultBody object(String name) {
    return (writer, task, base) ->
        task.result().map(Json::parse).ifPresent(json -> StoredJson.object(writer, name, json));
  }
}
