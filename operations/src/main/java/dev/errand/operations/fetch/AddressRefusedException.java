// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.fetch;

import dev.errand.ErrandException;

/** A URL that the server does not fetch, because of what it is or where it leads. */
public final class AddressRefusedException extends ErrandException {

  private static final long serialVersionUID = 1;

  AddressRefusedException(String message) {
    super(message);
  }
}
