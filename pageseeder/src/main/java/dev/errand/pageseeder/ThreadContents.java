// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import java.util.Map;

/**
 * What threads show in this dialect besides their message.
 *
 * @param byOperation by the name of the operation
 */
public record ThreadContents(Map<String, ThreadContent> byOperation) {

  public ThreadContents {
    byOperation = Map.copyOf(byOperation);
  }
}
