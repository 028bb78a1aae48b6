// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

/**
 * What an Overpass server says in its answer in XML, of which it may be that it broke off: status
 * 200 was sent long before. The element comes last, and also in files that were once such answers.
 *
 * @see <a href="https://wiki.openstreetmap.org/wiki/Overpass_API">Overpass API</a>
 */
final class OverpassRemark {

  static final String ELEMENT = "remark";
  private static final int SHOWN = 500;

  private final StringBuilder text = new StringBuilder();

  /** Takes a piece of the text; what is too long to be shown is not kept. */
  void add(String piece) {
    text.append(piece, 0, Math.min(piece.length(), Math.max(0, 2 * SHOWN - text.length())));
  }

  /**
   * Does nothing if the answer is whole, as far as the server knows.
   *
   * @throws BrokenOffException with the remark if it tells of an error
   */
  void refuseError() throws BrokenOffException {
    String plain = text.toString().strip();
    if (plain.contains("error")) {
      String shown = plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
      throw new BrokenOffException("The server broke off: " + shown);
    }
  }
}
