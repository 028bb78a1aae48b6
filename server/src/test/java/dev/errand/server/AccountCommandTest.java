// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.sqlite.SqliteAccounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Commands on the accounts of a folder that is new for each test. */
abstract class AccountCommandTest {

  static final String PASSWORD = "correct horse";

  @TempDir Path folder;

  CommandRun run(String... words) {
    return CommandRun.of(folder, "", words);
  }

  CommandRun runWith(String in, String... words) {
    return CommandRun.of(folder, in, words);
  }

  String done(String... words) {
    return assertDone(run(words));
  }

  static String assertDone(CommandRun run) {
    assertThat(run.code()).as(run.toString()).isEqualTo(ExitCode.DONE);
    return run.out();
  }

  static void assertRefused(CommandRun run, String why) {
    assertThat(run.code()).as(run.toString()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().getFirst()).startsWith("errand: ").contains(why);
  }

  void addUser(String name, String... more) {
    List<String> words = new ArrayList<>(List.of("user", "add", name));
    words.add("--password-stdin");
    words.addAll(List.of(more));
    assertDone(runWith(PASSWORD + "\n", words.toArray(String[]::new)));
  }

  /** What the folder holds now. */
  SqliteAccounts accounts() {
    return SqliteAccounts.in(folder);
  }
}
