// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.access.AccessRules;
import dev.errand.access.Action;
import dev.errand.http.Request;
import dev.errand.task.Principal;
import dev.errand.task.Task;

/**
 * Who gets the status document of a job. Whose job it is is told to who may see the job; on which
 * node it runs only to administrators, since nodes are called after machines.
 *
 * @param base where links begin
 * @param principal who it is; anonymous for servers that are told of the job
 */
public record JobReader(String base, Principal principal) {

  /** Who asks. */
  public static JobReader of(Request request) {
    return new JobReader(request.base(), request.principal());
  }

  /** A server elsewhere that is told of the job. */
  public static JobReader subscriber(String base) {
    return new JobReader(base, Principal.ANONYMOUS);
  }

  boolean seesOwner() {
    return !principal.isAnonymous();
  }

  /** What it used is for who may see the job, not for servers that are told of it. */
  boolean seesUsage() {
    return !principal.isAnonymous();
  }

  /** What others have answered for the job is for those who might have done so. */
  public boolean seesAnswers(Task task) {
    return AccessRules.allows(principal, Action.ANSWER, task);
  }

  boolean seesNode() {
    return principal.administrator();
  }
}
