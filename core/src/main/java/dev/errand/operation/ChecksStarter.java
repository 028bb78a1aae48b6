// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import dev.errand.task.Principal;

/**
 * An {@link Operation} of which some inputs are not for everybody who may start it, such as a place
 * that belongs to one person.
 *
 * @param <I> the record of its inputs
 */
public interface ChecksStarter<I extends Record> {

  /**
   * Does nothing, or refuses. Called before a task exists, for inputs that fit the schema;
   * administrators, and code that submits for nobody, are not asked.
   *
   * @throws dev.errand.access.ForbiddenException if they are not for this principal
   */
  void checkStarter(I inputs, Principal starter);
}
