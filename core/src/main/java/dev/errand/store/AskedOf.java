// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.AskedQuestion;
import dev.errand.task.Task;
import java.util.List;

/** A task and all that it has asked, in the order of asking, as both are at one moment. */
public record AskedOf(Task task, List<AskedQuestion> questions) {

  public AskedOf {
    questions = List.copyOf(questions);
  }
}
