// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Knows the addresses of names. */
@FunctionalInterface
interface Names {

  /** As the machine is set up to resolve them. */
  Names SYSTEM = InetAddress::getAllByName;

  /**
   * All addresses of a name.
   *
   * @throws UnknownHostException if there are none
   */
  InetAddress[] addresses(String host) throws UnknownHostException;
}
