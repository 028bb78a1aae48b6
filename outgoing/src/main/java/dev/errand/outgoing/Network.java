// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * The addresses that begin alike, as CIDR writes them.
 *
 * @param start any of its addresses
 * @param bits how many bits they have in common
 */
record Network(InetAddress start, int bits) {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    InetAddress start = InetAddress.ofLiteral(literal);
    if (start instanceof Inet4Address && !start.getHostAddress().equals(literal)) {
      throw new IllegalArgumentException("not four decimal numbers");
    }
    int most = start.getAddress().length * 8;
    if (slash < 0) {
      return new Network(start, most);
    }
    String number = text.substring(slash + 1);
    if (!NUMBER.matcher(number).matches() || Integer.parseInt(number) > most) {
      throw new IllegalArgumentException("a network ends in / and a number up to " + most);
    }
    return new Network(start, Integer.parseInt(number));
  }

  boolean contains(InetAddress address) {
    byte[] ours = start.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
