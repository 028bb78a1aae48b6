// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * Connects to addresses that the rule allows, and directly: through a proxy, which the environment
 * may name, nobody would know where a connection ends.
 */
final class GuardedSocket extends Socket {

  private final AddressRule rule;

  GuardedSocket(AddressRule rule) {
    super(Proxy.NO_PROXY);
    this.rule = rule;
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  /**
   * {@inheritDoc}
   *
   * @throws RefusedAddressException if the address is refused
   */
  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    if (!(endpoint instanceof InetSocketAddress address) || address.getAddress() == null) {
      throw new IOException("no address to connect to: " + endpoint);
    }
    check(address.getHostString(), address.getAddress());
    super.connect(endpoint, timeout);
    check(address.getHostString(), getInetAddress());
  }

  private void check(String host, InetAddress address) throws IOException {
    if (!rule.allows(host, address)) {
      close();
      throw RefusedAddressException.notPublic(host, address);
    }
  }
}
