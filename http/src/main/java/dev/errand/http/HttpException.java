// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.Map;

/**
 * Refuses a request with a status and a message for the caller. Part of normal life, so it carries
 * no stack trace and is not logged.
 */
public final class HttpException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public HttpException(int status, String message) {
    this(status, message, Map.of());
  }

  public HttpException(int status, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.problem = new Problem(status, message, headers);
  }

  /** What the caller is told. */
  public Problem problem() {
    return problem;
  }

  /** The request cannot be understood. */
  public static HttpException badRequest(String message) {
    return new HttpException(400, message);
  }

  /** There is nothing at this address. */
  public static HttpException notFound(String message) {
    return new HttpException(404, message);
  }

  /** The body is larger than {@code limit} bytes. */
  public static HttpException tooLarge(long limit) {
    return new HttpException(
        413, "The request body is larger than the %d bytes allowed here.".formatted(limit));
  }
}
