// SPDX-License-Identifier: Apache-2.0
package dev.errand.server.connections;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The files that the operating system lets this process open. */
public final class OpenFiles {

  private OpenFiles() {}

  /**
   * How many it may open beside those that it has open now ({@code ulimit -n}); where nothing says
   * so, any number.
   */
  public static long left() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            && unix.getMaxFileDescriptorCount() > 0
        ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount()
        : Integer.MAX_VALUE;
  }
}
