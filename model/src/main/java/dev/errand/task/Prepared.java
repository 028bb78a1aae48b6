// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * A submission of a known operation on its way to a task. Its inputs are checked when they are
 * first asked about, and once. To be had from {@code dev.errand.Errand.prepare}; belongs to one
 * thread.
 */
public interface Prepared {

  /**
   * What will be submitted: in the group that its inputs say the work is in, if it names none
   * itself. One whose operation works in no group stays as it is.
   *
   * @throws InvalidInputsException if the inputs do not fit; names every wrong member
   */
  Submission submission();

  /**
   * Does nothing, or refuses inputs that the principal may not start the operation with; see {@code
   * dev.errand.operation.ChecksStarter}.
   *
   * @throws RuntimeException a {@code dev.errand.access.ForbiddenException}, if so
   * @throws InvalidInputsException if the inputs do not fit
   */
  void checkStarter(Principal starter);

  /**
   * What would be stored, checked as a start is, and nothing of it is stored.
   *
   * @throws InvalidInputsException if the inputs do not fit; names every wrong member
   */
  CheckedSubmission check();

  /** Submits it; see {@code dev.errand.Errand.submit}. */
  Submitted submit();
}
