// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import io.micrometer.core.instrument.Tags;

/**
 * How figures of the whole store are marked. Each node that shares the store shows them, so that a
 * sum over nodes would count them several times.
 */
final class WholeStore {

  static final Tags TAGS = Tags.of("scope", "store");

  private WholeStore() {}

  static String described(String what) {
    return what + ". Of the whole store, the same at each node: take the maximum, not the sum";
  }
}
