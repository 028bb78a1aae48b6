// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.task.RefusedException;

/** Something cannot be done with a group or its documents, by the state they are in. */
public final class GroupRefusedException extends RefusedException {

  private static final long serialVersionUID = 1;

  private final GroupRefusal refusal;

  GroupRefusedException(GroupRefusal refusal, String message) {
    super(refusal.reason(), message);
    this.refusal = refusal;
  }

  public GroupRefusal refusal() {
    return refusal;
  }
}
