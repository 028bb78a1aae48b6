// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

/** An {@code output_format} that is none; GeoGig answers it in plain text. */
public final class UnknownFormatException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnknownFormatException(String name) {
    super("Invalid output_format '" + name + "' requested", null, false, false);
  }
}
