// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import java.util.regex.Pattern;

/**
 * Refuses a request with an HTTP status and an error id of PageSeeder's, rendered as the error
 * document. Part of normal life, so it carries no stack trace and is not logged.
 */
public final class ServiceException extends RuntimeException {

  private static final long serialVersionUID = 1;
  private static final Pattern ID = Pattern.compile("[0-9A-F]{4}");

  private final int status;
  private final String id;

  /**
   * @param id four hexadecimal digits, upper case
   * @param message for people
   */
  public ServiceException(int status, String id, String message) {
    super(message, null, false, false);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("an error id is four hexadecimal digits, not " + id);
    }
    this.status = status;
    this.id = id;
  }

  public int status() {
    return status;
  }

  public String id() {
    return id;
  }

  /** The caller lacks a right; says no more, for it may not know what there is. */
  static ServiceException forbidden() {
    return new ServiceException(403, "0101", "Access forbidden");
  }

  /** There is no such thread, or none that the caller may know of here. */
  static ServiceException unknownThread() {
    return new ServiceException(404, "E001", "There is no such thread.");
  }

  /** A required parameter is missing or empty. */
  public static ServiceException missingParameter(String name) {
    return new ServiceException(400, "0201", "The parameter '" + name + "' is required.");
  }
}
