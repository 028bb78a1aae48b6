// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.programs.process.Keeping;
import java.io.IOException;
import java.nio.file.Path;

/** A server in a process of its own, killed as soon as it says that it is ready. */
final class KilledProcess {

  private KilledProcess() {}

  static void of(Class<?> main, Path folder, Keeping keeping, Marked marked)
      throws IOException, InterruptedException {
    Process server =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                folder.toString(),
                keeping.name(),
                marked.mark())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(server.inputReader().readLine()).isEqualTo("ready");
    server.destroyForcibly().waitFor();
  }
}
