// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Which addresses belong to the public internet.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4's special
 *     blocks</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6's</a>
 */
final class PublicAddresses {

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    boolean special =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    byte[] bytes = address.getAddress();
    return !special && (address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes, 0));
  }

  /** The special blocks of IPv4 that Java has no question for, and those inside of IPv6. */
  private static boolean isPublic4(byte[] bytes, int from) {
    int a = bytes[from] & 0xFF;
    int b = bytes[from + 1] & 0xFF;
    int c = bytes[from + 2] & 0xFF;
    boolean thisNetwork = a == 0;
    boolean loopbackOrPrivate =
        a == 10 || a == 127 || (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168);
    boolean linkLocal = a == 169 && b == 254;
    boolean carrier = a == 100 && b >= 64 && b < 128;
    boolean protocols = a == 192 && b == 0 && (c == 0 || c == 2);
    boolean relays = a == 192 && b == 88 && c == 99;
    boolean benchmarks = a == 198 && (b == 18 || b == 19);
    boolean examples = (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
    boolean multicastReservedOrBroadcast = a >= 224;
    return !(thisNetwork
        || loopbackOrPrivate
        || linkLocal
        || carrier
        || protocols
        || relays
        || benchmarks
        || examples
        || multicastReservedOrBroadcast);
  }

  /**
   * Of IPv6 only 2000::/3 is public; some of it (6to4), and one block outside (NAT64), carries IPv4
   * addresses inside. Mapped ones are IPv4 to Java already.
   */
  private static boolean isPublic6(byte[] bytes) {
    if (startsWith(bytes, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
      return isPublic4(bytes, 12);
    }
    if (startsWith(bytes, 0x20, 0x02)) {
      return isPublic4(bytes, 2);
    }
    boolean teredoOrSpecial = startsWith(bytes, 0x20, 0x01) && (bytes[2] & 0xFE) == 0;
    boolean documentation =
        startsWith(bytes, 0x20, 0x01, 0x0d, 0xb8)
            || (startsWith(bytes, 0x3f, 0xff) && (bytes[2] & 0xF0) == 0);
    boolean global = (bytes[0] & 0xE0) == 0x20;
    return global && !teredoOrSpecial && !documentation;
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    byte[] expected = new byte[start.length];
    for (int i = 0; i < start.length; i++) {
      expected[i] = (byte) start[i];
    }
    return Arrays.equals(bytes, 0, start.length, expected, 0, start.length);
  }
}
