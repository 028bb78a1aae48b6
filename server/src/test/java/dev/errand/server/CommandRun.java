// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a command printed that was run in this process. Standard streams belong to the whole
 * process, so only one at a time.
 *
 * @param err lines on standard error, audit lines left out
 */
record CommandRun(int code, String out, List<String> err) {

  private static final Object ONE_AT_A_TIME = new Object();
  private static final Predicate<String> IS_AUDIT = line -> line.contains(" who=local what=");

  /** Runs a command on a data folder; a first word alone is none yet. */
  static CommandRun of(Path data, byte[] in, String... words) {
    List<String> args = new ArrayList<>(List.of(words));
    if (words.length > 1) {
      args.addAll(List.of("--data", data.toString()));
    }
    return of(in, args);
  }

  /** Runs a command as it stands, with nothing on standard input. */
  static CommandRun of(List<String> args) {
    return of(new byte[0], args);
  }

  private static CommandRun of(byte[] in, List<String> args) {
    synchronized (ONE_AT_A_TIME) {
      InputStream oldIn = System.in;
      PrintStream oldOut = System.out;
      PrintStream oldErr = System.err;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      try {
        System.setIn(new ByteArrayInputStream(in));
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        int code = Main.execute(args.toArray(String[]::new));
        return new CommandRun(
            code,
            out.toString(StandardCharsets.UTF_8),
            err.toString(StandardCharsets.UTF_8).lines().filter(IS_AUDIT.negate()).toList());
      } finally {
        System.setIn(oldIn);
        System.setOut(oldOut);
        System.setErr(oldErr);
      }
    }
  }

  static CommandRun of(Path data, String in, String... words) {
    return of(data, in.getBytes(StandardCharsets.UTF_8), words);
  }
}
