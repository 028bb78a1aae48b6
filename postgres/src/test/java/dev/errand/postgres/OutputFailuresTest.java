// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.store.AttemptKey;
import dev.errand.store.AttemptRef;
import dev.errand.store.Ending;
import dev.errand.store.NewOutput;
import dev.errand.store.OutputStore;
import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import dev.errand.task.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of files when connections break, attempts lose their tasks, and nodes die. */
@Timeout(120)
class OutputFailuresTest {

  private static final int MIB = 1 << 20;

  /** Cuts the connections that files go through. */
  private static final String CUT =
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
          + " WHERE application_name = 'errand-reader'";

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

  private NewOutput file(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    Path file = Files.write(folder.resolve("content"), content);
    return new NewOutput(new Output("a", "text/plain", size, ""), file);
  }

  /** Breaks every connection each time something was received. */
  private final class CuttingOutputStream extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
      assertThat(tables.number(CUT)).isPositive();
    }

    @Override
    public void writeBytes(byte[] bytes) {
      write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes) {
      write(bytes, 0, bytes.length);
    }
  }

  @Test
  void aDownloadOutlivesItsConnections() throws IOException {
    NewOutput file = file(4 * MIB + 1);
    outputs.keep(attempt, List.of(file));
    CuttingOutputStream received = new CuttingOutputStream();
    try (OpenOutput open = outputs.open(attempt, file.output()).orElseThrow()) {
      open.copyTo(received, 0, file.output().size());
    }
    assertThat(received.toByteArray()).isEqualTo(Files.readAllBytes(file.file()));
  }

  /** A file that comes as the test writes it: the operation's end of a named pipe. */
  private Path pipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private CompletableFuture<Void> keepFrom(Path pipe) {
    Output output = new Output("a", "text/plain", 3L * MIB, "");
    return CompletableFuture.runAsync(() -> {
      try {
        outputs.keep(attempt, List.of(new NewOutput(output, pipe)));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
  }

  @Test
  void keepingAFileOutlivesItsConnections() throws Exception {
    Path pipe = pipe();
    CompletableFuture<Void> kept = keepFrom(pipe);
    byte[] piece = new byte[MIB];
    try (OutputStream operation = Files.newOutputStream(pipe)) {
      for (int i = 1; i <= 3; i++) {
        operation.write(piece);
        tables.await("SELECT count(*) FROM output_chunk", i);
        assertThat(tables.number(CUT)).isPositive();
      }
    }
    kept.get(60, TimeUnit.SECONDS);
    assertThat(tables.number("SELECT sum(length(bytes)) FROM output_chunk")).isEqualTo(3L * MIB);
  }

  @Test
  void anAttemptThatHasLostItsTaskIsToldAndLeavesNothing() throws Exception {
    Path pipe = pipe();
    Output file = new Output("a", "text/plain", 0, "");
    CompletableFuture<Void> kept = keepFrom(pipe);
    try (OutputStream operation = Files.newOutputStream(pipe)) {
      operation.write(new byte[MIB]);
      tables.await("SELECT count(*) FROM output_chunk", 1);
      // So that the file is not erased at once, which would end the attempt's work as well.
      try (OpenOutput _ = outputs.open(attempt, file).orElseThrow()) {
        outputs.deleteUnowned(_ -> false);
        tables.await("SELECT count(*) FROM output_file WHERE doomed", 1);
        operation.write(new byte[MIB]);
        operation.close();
        assertThatThrownBy(() -> kept.get(60, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .rootCause()
            .isInstanceOf(IOException.class)
            .hasMessageContaining("lost its task");
      }
    }
    tables.await("SELECT count(*) FROM output_chunk", 0);
    tables.await("SELECT count(*) FROM output_file", 0);
  }

  @Test
  void whatIsAskedForIsOnlyWhatNoTaskRefersTo() throws IOException {
    Tasks.done(node.insert(Tasks.task()));
    Task running = Tasks.claim(node, 1).getFirst().task();
    NewOutput file = file(10);
    AttemptKey before = new AttemptKey(running.id().key(), running.attempt().epoch() - 1);
    outputs.keep(before, List.of(file));
    outputs.keep(AttemptKey.of(running), List.of(file));
    outputs.keep(attempt, List.of(file));
    assertThat(asked()).as("while it runs").containsExactlyInAnyOrder(before, attempt);

    Ending finished = Tasks.finished();
    Ending withFile =
        new Ending(
            finished.status(),
            finished.outcome(),
            List.of(file.output()),
            finished.recording(),
            finished.ended(),
            finished.retentionEnd());
    Tasks.done(node.end(AttemptRef.of(running), withFile));
    assertThat(asked()).as("with files").containsExactlyInAnyOrder(before, attempt);
    Tasks.done(node.delete(running.id().number()));
    assertThat(asked())
        .as("when it is gone")
        .containsExactlyInAnyOrder(before, attempt, AttemptKey.of(running));
  }

  @Test
  void filesOfATaskThatEndedWithoutThemAreAskedFor() throws IOException {
    Tasks.done(node.insert(Tasks.task()));
    Task running = Tasks.claim(node, 1).getFirst().task();
    outputs.keep(AttemptKey.of(running), List.of(file(10)));
    Tasks.done(node.end(AttemptRef.of(running), Tasks.finished()));
    assertThat(asked()).containsExactly(AttemptKey.of(running));
  }

  private List<AttemptKey> asked() throws IOException {
    List<AttemptKey> asked = new ArrayList<>();
    outputs.deleteUnowned(candidate -> asked.add(candidate));
    return asked;
  }

  @Test
  void chunksAreNotCompressed() throws IOException {
    NewOutput zeros =
        new NewOutput(
            new Output("a", "text/plain", MIB, ""),
            Files.write(folder.resolve("zeros"), new byte[MIB]));
    outputs.keep(attempt, List.of(zeros));
    assertThat(tables.number("SELECT pg_column_size(bytes) FROM output_chunk")).isEqualTo(MIB);
  }
}
