// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * A submission whose inputs fit.
 *
 * @param shown with secrets masked, and with what the operation says of it
 * @param inputs as the operation gets them, secrets included
 */
public record CheckedSubmission(Submission shown, Json inputs) {}
