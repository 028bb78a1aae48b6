// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where a new password comes from: a person at the terminal, or standard input. Never an option.
 */
final class PasswordInput {

  private static final int MOST_BYTES = 8_192;

  @Option(
      names = "--password-stdin",
      description = "Take the first line of standard input as password (UTF-8).")
  private boolean fromStandardInput;

  /**
   * The password.
   *
   * @throws Refusal if there is none, or the two that a person typed differ
   */
  String read() throws IOException {
    return fromStandardInput ? firstLine(System.in) : typed();
  }

  private static String typed() {
    @Nullable Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new Refusal(
          "there is no terminal to ask for the password at; pipe it in and say --password-stdin");
    }
    String first = ask(console, "New password: ");
    if (!ask(console, "The same again: ").equals(first)) {
      throw new Refusal("the two passwords differ; nothing was changed");
    }
    return first;
  }

  private static String ask(Console console, String prompt) {
    char @Nullable [] typed = console.readPassword("%s", prompt);
    if (typed == null || typed.length == 0) {
      throw new Refusal("no password was given; nothing was changed");
    }
    return new String(typed);
  }

  private static String firstLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      if (line.size() == MOST_BYTES) {
        throw new Refusal("the first line of standard input is too long for a password");
      }
      line.write(next);
      next = in.read();
    }
    String text = decoded(line.toByteArray());
    String password = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    if (password.isEmpty()) {
      throw new Refusal("no password came on standard input; nothing was changed");
    }
    return password;
  }

  private static String decoded(byte[] line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal("the first line of standard input is no UTF-8; nothing was changed", e);
    }
  }
}
