// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests on a server of processes have in common. */
abstract class ServedEcho {

  @TempDir Path data;
  EchoServer server;

  @BeforeEach
  void start() throws Exception {
    server = new EchoServer(data, new Filing());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }
}
