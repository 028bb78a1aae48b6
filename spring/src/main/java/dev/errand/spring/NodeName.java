// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** What this process is called among those that share a store. */
final class NodeName {

  private NodeName() {}

  /** The one that was set, or else the name of the machine and the process id. */
  static String of(ErrandProperties properties) {
    return Optional.ofNullable(properties.node())
        .filter(name -> !name.isBlank())
        .orElseGet(() -> machine() + "-" + ProcessHandle.current().pid());
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine that does not know its own name; the process id has to do.
      return "node";
    }
  }
}
