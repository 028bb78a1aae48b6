// SPDX-License-Identifier: Apache-2.0
package dev.errand.server.connections;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where connections come from, as one caller can be told from another: an IPv4 address, or the
 * first half of an IPv6 one, of which a single machine usually has all the second halves.
 *
 * @param address with zeros in the second half of an IPv6 address
 */
record Origin(InetAddress address) {

  private static final int NETWORK_BYTES = 8;

  static Origin of(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return new Origin(address);
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return new Origin(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address has the length of an address", e);
    }
  }

  @Override
  public String toString() {
    return address.getHostAddress() + (address instanceof Inet6Address ? "/64" : "");
  }
}
