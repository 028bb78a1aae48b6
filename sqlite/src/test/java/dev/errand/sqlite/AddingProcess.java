// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.access.Account;
import dev.errand.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process that adds accounts and prints each that was answered, until it is killed. */
final class AddingProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private AddingProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.US_ASCII);
  }

  static AddingProcess start(Path folder, String prefix, int count) throws IOException {
    return new AddingProcess(
        new ProcessBuilder(
                ChildJvm.command(
                    AddingProcess.class, folder.toString(), prefix, Integer.toString(count)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  public static void main(String[] args) {
    try (SqliteAccounts accounts = SqliteAccounts.in(Path.of(args[0]))) {
      for (int i = 0; i < Integer.parseInt(args[2]); i++) {
        Account added = accounts.add(args[1] + i, "{test}secret", false);
        System.out.println(added.id() + " " + added.name() + " .");
        System.out.flush();
      }
    }
  }

  BufferedReader output() {
    return output;
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  void kill() {
    // SIGKILL, and nothing of the streams: what was printed before is still to be read.
    process.toHandle().destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
