// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptKey;
import dev.errand.store.NewOutput;
import dev.errand.store.OutputStore;
import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import dev.errand.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A download holds its file as long as it lasts, however slow it is, or until its node is dead. */
@Timeout(120)
class OutputLeaseTest {

  private static final int BIG = 64 << 20;
  private static final String FILES = "SELECT count(*) FROM output_file";

  @TempDir private Path folder;
  private final PostgresSettings settings = Database.fresh();
  private final OutputTables tables = new OutputTables(settings);
  private final PostgresStore node = Tasks.opened(settings, "one");
  private final OutputStore outputs = node.outputStore().orElseThrow();
  private final AttemptKey attempt = new AttemptKey(UUID.randomUUID(), 1);

  @AfterEach
  void close() {
    outputs.close();
    node.close();
  }

  /** Waits until all that can go has gone: so has a file that comes last. */
  private void cleaned() throws IOException {
    AttemptKey last = new AttemptKey(UUID.randomUUID(), 1);
    Output output = new Output("last", "text/plain", 0, "");
    Path file = Files.writeString(folder.resolve("last"), "");
    outputs.keep(last, List.of(new NewOutput(output, file)));
    outputs.delete(last);
    tables.await("SELECT count(*) FROM output_file WHERE name = 'last'", 0);
  }

  @Test
  void aSlowDownloadRenewsItsLease() throws IOException {
    Output output = new Output("a", "text/plain", 5, "");
    Path file = Files.writeString(folder.resolve("a"), "hello");
    PostgresStore slowNode = Tasks.opened(settings, "slow");
    OutputStore slow = slowNode.outputs(Duration.ofMillis(500));
    try {
      slow.keep(attempt, List.of(new NewOutput(output, file)));
      try (OpenOutput open = slow.open(attempt, output).orElseThrow()) {
        long end = tables.number("SELECT extract(epoch FROM lease_end) + 1 FROM output_reader");
        outputs.delete(attempt);
        tables.await("SELECT (extract(epoch FROM clock_timestamp()) > " + end + ")::integer", 1);
        cleaned();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        open.copyTo(received, 0, 5);
        assertThat(received.toString(StandardCharsets.US_ASCII)).isEqualTo("hello");
      }
      tables.await(FILES, 0);
    } finally {
      slow.close();
      slowNode.close();
    }
  }

  @Test
  void aFileThatADeadNodeReadGoesWhenTheLeaseEnds() throws Exception {
    Path big = folder.resolve("big");
    Random random = new Random(1);
    try (OutputStream out = Files.newOutputStream(big)) {
      byte[] piece = new byte[1 << 20];
      for (int written = 0; written < BIG; written += piece.length) {
        random.nextBytes(piece);
        out.write(piece);
      }
    }
    List<String> command =
        ChildJvm.command(KilledReader.class, settings.url(), big, attempt.task());
    // Less than the file, so that nobody can hold all of it.
    command.add(1, "-Xmx48m");
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      assertThat(lines.readLine()).isEqualTo("kept and read " + BIG);
      assertThat(lines.readLine()).isEqualTo("reading");
    } finally {
      process.destroyForcibly().waitFor();
    }
    outputs.delete(attempt);
    cleaned();
    assertThat(tables.number(FILES)).as("the lease has not ended").isEqualTo(1);

    assertThat(tables.change("UPDATE output_reader SET lease_end = clock_timestamp()")).isOne();
    outputs.deleteUnowned(_ -> false);
    tables.await(FILES, 0);
    assertThat(tables.isEmpty()).isTrue();
  }
}
