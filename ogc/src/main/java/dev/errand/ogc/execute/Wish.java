// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import java.util.Optional;

/**
 * How a caller wants one output.
 *
 * @param transmission empty where it does not say
 * @param mediaType the format, where it says one
 */
record Wish(Optional<Transmission> transmission, Optional<String> mediaType) {

  /** An output that nothing is said about. */
  static final Wish NONE = new Wish(Optional.empty(), Optional.empty());

  /** Whether an output comes itself or as a link. */
  enum Transmission {
    VALUE,
    REFERENCE
  }

  boolean byReference() {
    return transmission.filter(Transmission.REFERENCE::equals).isPresent();
  }

  boolean byValue() {
    return transmission.filter(Transmission.VALUE::equals).isPresent();
  }
}
