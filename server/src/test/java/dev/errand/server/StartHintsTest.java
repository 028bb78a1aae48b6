// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errand.access.PasswordHashes;
import dev.errand.security.SpringPasswordHashes;
import dev.errand.sqlite.SqliteAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server tells to try, pasted into a shell. */
class StartHintsTest {

  private static final PasswordHashes HASHES = new SpringPasswordHashes();

  @TempDir private Path folder;

  @BeforeEach
  void needsCurl() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl");
  }

  @Test
  void workAsTheyStand() throws Exception {
    try (RunningServer server = RunningServer.start(folder)) {
      assertThat(server.child().lineWith("Try it")).isEqualTo("Try it in a second terminal:");

      assertThat(pasted(server.child().lineWith("curl"))).isEqualTo("{\"text\":\"hello\"}\n");
      assertThat(pasted(server.child().lineWith("curl"))).startsWith("{\"jobs\":[{\"processID\"");
    }
  }

  @Test
  void sayThatAUserIsNeeded() throws Exception {
    try (SqliteAccounts accounts = SqliteAccounts.in(folder.resolve("data"))) {
      accounts.add("ann", HASHES.hash("secret"), true);
    }
    try (RunningServer server = RunningServer.start(folder)) {
      assertThat(server.child().lineWith("Try it")).contains("with the name of a user");

      for (String shown : List.of("{\"text\":\"hello\"}", "{\"jobs\":[{\"processID\"")) {
        String hint = server.child().lineWith("curl");
        assertThat(pasted(hint.replace("-u NAME", "-u ann:secret"))).startsWith(shown);
        assertThat(pasted(hint.replace("-u NAME", ""))).startsWith("{\"type\"");
      }
    }
  }

  private String pasted(String line) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", line.replace("curl", "curl -s"))
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = shell.inputReader().readAllAsString();
    shell.waitFor();
    return out;
  }
}
