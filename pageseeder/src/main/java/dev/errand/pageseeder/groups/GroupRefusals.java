// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.http.Problem;
import dev.errand.pageseeder.ServiceException;
import dev.errand.pageseeder.ServiceHandler;
import dev.errand.task.RefusedException;

/** Answers of the services for what cannot be done with a group or its documents. */
public final class GroupRefusals {

  /** No document or folder is at the address that was asked for. */
  private static final String NOTHING_THERE = "E10A";

  private GroupRefusals() {}

  /** The same handler, whose refusals reach the caller with their own status and error id. */
  public static ServiceHandler told(ServiceHandler handler) {
    return call -> {
      try {
        return handler.handle(call);
      } catch (GroupRefusedException e) {
        throw answer(e);
      } catch (InvalidPathException e) {
        throw answer(GroupRefusal.INVALID_NAME, e);
      }
    };
  }

  /** With the id of what is refused. */
  public static ServiceException answer(GroupRefusedException refused) {
    return answer(refused.refusal(), refused);
  }

  private static ServiceException answer(GroupRefusal refusal, RefusedException refused) {
    Problem problem = Problem.of(refused);
    return new ServiceException(problem.status(), GroupErrorId.of(refusal), problem.message());
  }

  static ServiceException nothingAt(String path) {
    return new ServiceException(404, NOTHING_THERE, "There is nothing at " + path + ".");
  }
}
