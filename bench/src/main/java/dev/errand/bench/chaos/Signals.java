// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import java.io.IOException;

/** Signals to processes. */
final class Signals {

  private Signals() {}

  static void send(String name, long process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process)).start().waitFor();
  }
}
