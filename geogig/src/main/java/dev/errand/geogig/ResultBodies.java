// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import java.util.Map;

/**
 * What tasks show as their result in this dialect.
 *
 * @param byOperation by the name of the operation
 */
public record ResultBodies(Map<String, ResultBody> byOperation) {

  public ResultBodies {
    byOperation = Map.copyOf(byOperation);
  }
}
