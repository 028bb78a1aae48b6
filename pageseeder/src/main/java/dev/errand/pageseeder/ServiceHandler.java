// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.http.Response;

/** Answers requests of a service. Called by many threads at once. */
@FunctionalInterface
public interface ServiceHandler {

  /**
   * Answers one request. The caller is known, and what the path names exists; whether the caller
   * may do this is the handler's to ask.
   *
   * @throws Exception which becomes the error document
   */
  Response handle(ServiceCall call) throws Exception;
}
