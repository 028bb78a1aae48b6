// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Keeps the server from being used to reach what only it can reach: refuses addresses that are not
 * public.
 *
 * <p>What holds: every address that the name resolves to is checked right before each request,
 * redirects included, and nothing is fetched through a proxy. The client then resolves the name a
 * second time; Java keeps a positive answer for {@code networkaddress.cache.ttl} seconds (30 unless
 * set), so it gets the answer that was checked, unless that setting is 0 or the entry runs out in
 * the moment between. The HTTP client has no way to be handed an address and still check the
 * certificate against the name.
 *
 * @param allowPrivate switches the guard off
 */
public record AddressGuard(boolean allowPrivate) {

  /**
   * Checks what can be checked without asking a name server.
   *
   * @throws AddressRefusedException if the host is the literal of an address that is refused
   */
  public void checkLiteral(URI uri) {
    try {
      check(uri, InetAddress.ofLiteral(host(uri)));
    } catch (IllegalArgumentException e) {
      // A name, not a literal: it is checked when it is resolved.
      return;
    }
  }

  /**
   * Resolves the host and checks every address.
   *
   * @throws AddressRefusedException if one of them is refused
   * @throws UnknownHostException if there are none
   */
  public void check(URI uri) throws UnknownHostException {
    for (InetAddress address : InetAddress.getAllByName(host(uri))) {
      check(uri, address);
    }
  }

  private static String host(URI uri) {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private void check(URI uri, InetAddress address) {
    if (!allowPrivate && !isPublic(address)) {
      throw new AddressRefusedException(
          "The host %s is not fetched from: its address is not a public one."
              .formatted(uri.getHost()));
    }
  }

  /** Whether an address belongs to the public internet. */
  public static boolean isPublic(InetAddress address) {
    boolean special =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    byte[] bytes = address.getAddress();
    return !special && (address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes, 0));
  }

  /** The special blocks of IPv4, RFC 6890, that Java has no question for. */
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
    boolean benchmarks = a == 198 && (b == 18 || b == 19);
    boolean examples = (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
    boolean multicastOrReserved = a >= 224;
    return !(thisNetwork
        || loopbackOrPrivate
        || linkLocal
        || carrier
        || protocols
        || benchmarks
        || examples
        || multicastOrReserved);
  }

  /**
   * Of IPv6 only 2000::/3 is public; some of it, and one block outside, carries IPv4 addresses
   * inside.
   */
  private static boolean isPublic6(byte[] bytes) {
    if (startsWith(bytes, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
      return isPublic4(bytes, 12);
    }
    if (startsWith(bytes, 0x20, 0x02)) {
      return isPublic4(bytes, 2);
    }
    boolean teredoOrSpecial = startsWith(bytes, 0x20, 0x01) && (bytes[2] & 0xFE) == 0;
    boolean documentation = startsWith(bytes, 0x20, 0x01, 0x0d, 0xb8);
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
