// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.access;

import dev.errand.task.Submission;

/** The kinds of tasks, by whom and to which group they belong. */
public enum Whose {
  /** The caller's, in no group. */
  OWN,
  /** The caller's, in the group. */
  OWN_IN_GROUP,
  /** Somebody else's, in the group. */
  GROUPS,
  /** Somebody else's, in another group. */
  OTHER_GROUPS,
  /** Somebody else's, in no group. */
  OTHERS,
  /** Nobody's: submitted while there were no accounts. */
  NOBODYS;

  /** The group in which callers have roles. */
  public static final long GROUP = 5;

  /** Another one. */
  public static final long OTHER_GROUP = 6;

  private static final String SOMEBODY_ELSE = "somebody-else";

  /** Gives a submission such an owner and group. */
  public Submission.Builder of(Who who, Submission.Builder submission) {
    return switch (this) {
      case OWN -> owned(who, submission);
      case OWN_IN_GROUP -> owned(who, submission).group(GROUP);
      case GROUPS -> submission.owner(SOMEBODY_ELSE).group(GROUP);
      case OTHER_GROUPS -> submission.owner(SOMEBODY_ELSE).group(OTHER_GROUP);
      case OTHERS -> submission.owner(SOMEBODY_ELSE);
      case NOBODYS -> submission;
    };
  }

  /** Somebody who is not logged in owns nothing, whatever the owner is called. */
  private static Submission.Builder owned(Who who, Submission.Builder submission) {
    return submission.owner(who.account().orElse("anonymous"));
  }
}
