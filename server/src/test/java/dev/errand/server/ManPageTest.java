// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The manual page beside what the program says of itself. */
class ManPageTest {

  private static final Path PAGE = Path.of("src/dist/share/man/man1/errand.1");

  /** An option, behind its short form if it has one. */
  private static final Pattern OPTION = Pattern.compile("\\bFl (?:\\w , )?(-[a-z][a-z-]+)");

  @Test
  void namesEveryCommandAndOption() throws IOException {
    String page = Files.readString(PAGE);
    CommandSpec all = Main.commandLine().getCommandSpec();

    assertThat(commands(all).map(CommandSpec::name).distinct())
        .hasSizeGreaterThan(10)
        .allSatisfy(name -> assertThat(page).containsPattern("\\b" + name + "\\b"));
    assertThat(
            commands(all)
                .flatMap(command -> command.options().stream())
                .flatMap(option -> Arrays.stream(option.names()))
                .filter(name -> name.startsWith("--"))
                .distinct())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            name -> assertThat(page).containsPattern("Fl (\\w , )?" + name.substring(1) + "\\b"));
  }

  @Test
  void namesNoOptionThatIsNotThere() throws IOException {
    CommandSpec all = Main.commandLine().getCommandSpec();
    assertThat(OPTION.matcher(Files.readString(PAGE)).results().map(found -> "-" + found.group(1)))
        .hasSizeGreaterThan(20)
        .allSatisfy(
            name -> assertThat(commands(all)).anyMatch(each -> each.findOption(name) != null));
  }

  private static Stream<CommandSpec> commands(CommandSpec spec) {
    return Stream.concat(
        Stream.of(spec),
        spec.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .flatMap(ManPageTest::commands));
  }
}
