// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import dev.errand.task.Submission;
import java.util.Optional;
import java.util.OptionalLong;

/** What limits look at of a task: tasks of one lane are all alike to them. */
public record Lane(String operation, Optional<String> owner, OptionalLong group) {

  public static Lane of(Submission submission) {
    return new Lane(submission.operation(), submission.owner(), submission.group());
  }
}
