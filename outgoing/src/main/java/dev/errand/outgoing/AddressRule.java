// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which addresses the server may send requests to for a caller: public ones, and what the operator
 * allows besides.
 */
public final class AddressRule {

  /** Public addresses only. */
  public static final AddressRule PUBLIC = allowing(List.of());

  /** Any address: for the operator's own requests. */
  public static final AddressRule ANY = allowing(List.of("0.0.0.0/0", "::/0"));

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?");

  /** What resolvers read as an address, each in its own way: 2130706433, 0x7f.1, 0177.0.0.1. */
  private static final Pattern NUMERIC_END =
      Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9A-Fa-f]*)\\.?");

  private final Set<String> hosts;
  private final List<Network> networks;

  private AddressRule(Set<String> hosts, List<Network> networks) {
    this.hosts = hosts;
    this.networks = networks;
  }

  /**
   * Public addresses and these.
   *
   * @param entries names of hosts (whatever their addresses), addresses, or networks such as {@code
   *     10.0.0.0/8}
   * @throws IllegalArgumentException if one is none of these; the message says which
   */
  public static AddressRule allowing(Collection<String> entries) {
    Set<String> hosts = new HashSet<>();
    List<Network> networks = new ArrayList<>();
    for (String entry : entries) {
      String text = bare(entry.strip());
      if (text.contains("/") || text.contains(":") || NUMERIC_END.matcher(text).matches()) {
        networks.add(network(entry, text));
      } else if (NAME.matcher(text).matches()) {
        hosts.add(name(text));
      } else {
        throw unreadable(entry);
      }
    }
    return new AddressRule(Set.copyOf(hosts), List.copyOf(networks));
  }

  private static Network network(String entry, String text) {
    try {
      return Network.parse(text);
    } catch (IllegalArgumentException e) {
      throw unreadable(entry);
    }
  }

  private static IllegalArgumentException unreadable(String entry) {
    return new IllegalArgumentException(
        "'%s' is no host name, no address and no network such as 10.0.0.0/8".formatted(entry));
  }

  /** Whether a request to this host, which has this address, may be sent. */
  public boolean allows(String host, InetAddress address) {
    return PublicAddresses.contain(address)
        || hosts.contains(name(bare(host)))
        || networks.stream().anyMatch(network -> network.contains(address));
  }

  /**
   * Checks what can be checked without asking a name server.
   *
   * @throws RefusedAddressException if the host is an address that is refused, or is spelled so
   *     that programs disagree about which address it is
   */
  public void checkLiteral(OutgoingUri uri) {
    Optional<InetAddress> literal = literal(uri.host());
    if (literal.isPresent() && !allows(uri.host(), literal.get())) {
      throw RefusedAddressException.notPublic(uri.host(), literal.get());
    }
  }

  /**
   * The address that a host is the literal of; empty if it is a name.
   *
   * @throws RefusedAddressException if it is neither beyond doubt
   */
  static Optional<InetAddress> literal(String host) {
    String bare = bare(host);
    boolean numeric = bare.contains(":") || NUMERIC_END.matcher(bare).matches();
    if (!numeric) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.ofLiteral(bare);
      // Octal to some programs, decimal to others.
      boolean clear = bare.contains(":") || bare.equals(address.getHostAddress());
      if (clear && !bare.contains("%")) {
        return Optional.of(address);
      }
    } catch (IllegalArgumentException e) {
      throw RefusedAddressException.spelling(host);
    }
    throw RefusedAddressException.spelling(host);
  }

  static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static String name(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
