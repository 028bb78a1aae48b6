// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptKey;
import dev.errand.store.OutputStore;
import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Files go when nobody refers to them, and not while somebody reads them. */
abstract class OutputDeletingTests extends OutputStoreTests {

  private static final int ROUNDS = Races.rounds(50);
  private static final int SIZE = 3 << 20;

  /** Little, and yet more than a store may keep in one piece. */
  private static final int PIECES = (1 << 20) + 1;

  OutputDeletingTests(Supplier<Medium> mediums) {
    super(mediums);
  }

  private static byte[] content() {
    byte[] content = new byte[SIZE];
    Arrays.fill(content, (byte) 'x');
    return content;
  }

  @Test
  void whatIsDeletedGoesAndTheRestStays() throws IOException {
    keep(ATTEMPT, "a.txt", content());
    Output other = keep(later(ATTEMPT), "a.txt", bytes("other"));

    store.delete(ATTEMPT);
    eventually("the file is gone", () -> isGone(ATTEMPT, "a.txt"));
    assertThat(read(store, later(ATTEMPT), other)).isEqualTo(bytes("other"));
    store.delete(later(ATTEMPT));
    store.delete(new AttemptKey(UUID.randomUUID(), 1));
    becomesEmpty();
  }

  @Test
  void aFileStaysUntilItsLastReaderIsDone() throws IOException {
    Output output = keep(ATTEMPT, "a.txt", content());
    try (OpenOutput first = store.open(ATTEMPT, output).orElseThrow()) {
      try (OpenOutput second = store.open(ATTEMPT, output).orElseThrow()) {
        store.delete(ATTEMPT);
        eventually("nobody gets the file any more", () -> isGone(ATTEMPT, "a.txt"));
        assertThat(read(second, 0, SIZE)).isEqualTo(content());
      }
      assertThat(read(first, 0, SIZE)).isEqualTo(content());
    }
    becomesEmpty();
  }

  @Test
  void aFileStaysWhenAnotherNodeDeletesIt() throws IOException {
    Output output = keep(ATTEMPT, "a.txt", content());
    OutputStore another = another();
    try (OpenOutput open = store.open(ATTEMPT, output).orElseThrow()) {
      another.delete(ATTEMPT);
      eventually("nobody gets the file any more", () -> isGone(ATTEMPT, "a.txt"));
      another.deleteUnowned(_ -> false);
      assertThat(read(open, 0, SIZE)).isEqualTo(content());
    }
    becomesEmpty();
  }

  @Test
  void closingTwiceLetsGoOnce() throws IOException {
    Output output = keep(ATTEMPT, "a.txt", content());
    OpenOutput twice = store.open(ATTEMPT, output).orElseThrow();
    try (OpenOutput open = store.open(ATTEMPT, output).orElseThrow()) {
      twice.close();
      twice.close();
      store.delete(ATTEMPT);
      eventually("nobody gets the file any more", () -> isGone(ATTEMPT, "a.txt"));
      assertThat(read(open, 0, SIZE)).isEqualTo(content());
    }
    becomesEmpty();
  }

  @Test
  void whatNoTaskRefersToGoes() throws IOException {
    keep(ATTEMPT, "a.txt", content());
    Output owned = keep(later(ATTEMPT), "a.txt", bytes("owned"));
    store.close();
    // A crash came between the files and the end of their task, or the deletion of both.
    store = another();
    List<AttemptKey> asked = new ArrayList<>();
    store.deleteUnowned(attempt -> {
      asked.add(attempt);
      return attempt.equals(later(ATTEMPT));
    });
    assertThat(asked).containsExactlyInAnyOrder(ATTEMPT, later(ATTEMPT));
    eventually("the file is gone", () -> isGone(ATTEMPT, "a.txt"));
    assertThat(read(store, later(ATTEMPT), owned)).isEqualTo(bytes("owned"));
    store.deleteUnowned(_ -> false);
    becomesEmpty();
  }

  @Test
  void aSlowReceiverHoldsNobodyUp() throws Exception {
    Output output = keep(ATTEMPT, "a.txt", content());
    Gate gate = new Gate();
    try (OpenOutput open = store.open(ATTEMPT, output).orElseThrow()) {
      CompletableFuture<Long> slow =
          CompletableFuture.supplyAsync(() -> copy(open, new GatedOutputStream(gate)));
      gate.awaitReached();
      assertThat(read(store, ATTEMPT, output)).isEqualTo(content());
      store.delete(ATTEMPT);
      eventually("nobody gets the file any more", () -> isGone(ATTEMPT, "a.txt"));
      gate.open();
      assertThat(slow.get(30, TimeUnit.SECONDS)).isEqualTo(SIZE);
    }
    becomesEmpty();
  }

  private static long copy(OpenOutput open, GatedOutputStream out) {
    try {
      open.copyTo(out, 0, SIZE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.count;
  }

  @Test
  void whoGetsAFileGetsAllOfIt() throws Exception {
    OutputStore another = another();
    byte[] content = Arrays.copyOf(content(), PIECES);
    for (int round = 0; round < ROUNDS; round++) {
      AttemptKey attempt = new AttemptKey(UUID.randomUUID(), 1);
      Output output = keep(attempt, "a.txt", content);
      Gate gate = new Gate();
      CompletableFuture<Void> deleted =
          CompletableFuture.runAsync(() -> {
            gate.passDeaf();
            another.delete(attempt);
          });
      gate.awaitReached();
      gate.open();
      Optional<OpenOutput> open = store.open(attempt, output);
      if (open.isPresent()) {
        try (OpenOutput held = open.get()) {
          deleted.get(30, TimeUnit.SECONDS);
          assertThat(read(held, 0, PIECES)).as("round %d", round).isEqualTo(content);
        }
      }
      deleted.get(30, TimeUnit.SECONDS);
    }
    becomesEmpty();
  }

  /** Counts what comes, and waits at a gate with the first of it. */
  private static final class GatedOutputStream extends OutputStream {

    private final Gate gate;
    private long count;

    GatedOutputStream(Gate gate) {
      this.gate = gate;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (count == 0) {
        try {
          gate.pass();
        } catch (InterruptedException e) {
          throw new InterruptedIOException();
        }
      }
      count += length;
    }
  }
}
