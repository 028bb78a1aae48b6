// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to addresses that the rule allows. The client connects to what this answers, so a
 * name cannot lead elsewhere between the check and the connection.
 *
 * @param patience how long a name server may take
 */
record GuardedResolver(AddressRule rule, Names names, Duration patience) implements DnsResolver {

  /**
   * {@inheritDoc}
   *
   * @throws RefusedAddressException if one of the addresses is refused
   */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    Optional<InetAddress> literal = AddressRule.literal(host);
    InetAddress[] found = literal.isPresent() ? new InetAddress[] {literal.get()} : lookUp(host);
    InetAddress[] checked = new InetAddress[found.length];
    for (int i = 0; i < found.length; i++) {
      if (!rule.allows(host, found[i])) {
        throw RefusedAddressException.notPublic(host, found[i]);
      }
      // With the name, which the socket checks the address by once more.
      checked[i] = InetAddress.getByAddress(AddressRule.bare(host), found[i].getAddress());
    }
    return checked;
  }

  /** In a thread of its own, because a look-up cannot be interrupted. */
  private InetAddress[] lookUp(String host) throws UnknownHostException {
    FutureTask<InetAddress[]> answer = new FutureTask<>(() -> names.addresses(host));
    Thread.ofVirtual().name("outgoing-name").start(answer);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unknown("no name server answered for " + host, e);
    } catch (ExecutionException | CancellationException e) {
      throw unknown("the host " + host + " is not known", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown("interrupted while looking up " + host, e);
    }
  }

  private static UnknownHostException unknown(String message, Exception cause) {
    UnknownHostException unknown = new UnknownHostException(message);
    unknown.initCause(cause);
    return unknown;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
