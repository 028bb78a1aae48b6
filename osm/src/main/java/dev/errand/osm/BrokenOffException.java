// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

/** A file that its maker did not finish; the message gives the maker's reason. */
public final class BrokenOffException extends BadOsmFileException {

  private static final long serialVersionUID = 1;

  BrokenOffException(String message) {
    super(message);
  }
}
