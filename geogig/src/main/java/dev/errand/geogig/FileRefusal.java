// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.http.Problem;
import java.util.Map;

/**
 * A download that is not to be had. Its error body is XML even for callers whose Accept says JSON.
 */
final class FileRefusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;

  FileRefusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  Problem problem() {
    return new Problem(status, String.valueOf(getMessage()), Map.of());
  }
}
