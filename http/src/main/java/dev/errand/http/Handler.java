// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

/** Answers requests of a route. Called by many threads at once. */
@FunctionalInterface
public interface Handler {

  /**
   * Answers one request.
   *
   * @throws Exception which the dialect of the route makes an answer of
   */
  Response handle(Request request) throws Exception;
}
