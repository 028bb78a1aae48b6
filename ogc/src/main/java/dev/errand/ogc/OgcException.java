// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import java.util.Map;

/**
 * Refuses a request with a problem that may have a type of the standard. Part of normal life, so it
 * carries no stack trace and is not logged.
 */
public final class OgcException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient OgcProblem problem;

  public OgcException(OgcProblem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** What the caller is told. */
  public OgcProblem problem() {
    return problem;
  }

  /** A problem of no type but its status. */
  public static OgcException of(int status, String detail) {
    return new OgcException(OgcProblem.untyped(status, detail, Map.of()));
  }

  /** There is no operation of that name. */
  public static OgcException noSuchProcess(String id) {
    return typed(404, "no-such-process", "No such process", "There is no process '" + id + "'.");
  }

  /** There is no task of that key, or none that the caller may see. */
  public static OgcException noSuchJob(String id) {
    return typed(
        404,
        "no-such-job",
        "No such job",
        "There is no job '" + id + "': it never was, or is past its retention, or was removed.");
  }

  /** There is no schedule of that id, or none that the caller may see. */
  public static OgcException noSuchSchedule(String id) {
    return of(404, "There is no schedule '" + id + "': it never was, or was deleted.");
  }

  /** The task has not ended. */
  public static OgcException resultNotReady(String id) {
    return typed(
        404,
        "result-not-ready",
        "Result not ready",
        "The job '" + id + "' has not ended; ask again later.");
  }

  /** The task has ended and left nothing. */
  public static OgcException resultNotAvailable(String id) {
    return typed(
        404,
        "result-not-available",
        "Result not available",
        "The job '" + id + "' has ended without results.");
  }

  /** The process, or the job, has no output of that name. */
  public static OgcException noSuchOutput(int status, String name) {
    return typed(status, "no-such-output", "No such output", "There is no output '" + name + "'.");
  }

  /**
   * A parameter of the query is wrong.
   *
   * @param value as it came
   * @param allowed what it may be, to stand after "is"
   */
  public static OgcException invalidParameter(String name, String value, String allowed) {
    return typed(
        400,
        "invalid-query-parameter-value",
        "Invalid query parameter value",
        "The parameter '" + name + "' cannot be '" + value + "'; it is " + allowed + ".");
  }

  private static OgcException typed(int status, String type, String title, String detail) {
    return new OgcException(
        new OgcProblem(status, OgcProblem.TYPES + type, title, detail, Map.of()));
  }
}
