// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.store.AttemptKey;
import dev.errand.store.NewOutput;
import dev.errand.store.OutputStore;
import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What was kept is read as it was, by whoever refers to it, and nothing else is there. */
abstract class OutputKeepingTests extends OutputStoreTests {

  private static final int MIB = 1 << 20;
  private static final int BIG = 16;

  OutputKeepingTests(Supplier<Medium> mediums) {
    super(mediums);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aFileIsReadWholeAndInPart() throws IOException {
    byte[] content = random(3 * MIB + 17);
    Output output = keep(ATTEMPT, "map.gpkg", content);

    assertThat(read(store, ATTEMPT, output)).isEqualTo(content);
    try (OpenOutput open = store.open(ATTEMPT, output).orElseThrow()) {
      int[][] ranges = {
        {0, 1},
        {0, MIB},
        {5, MIB},
        {MIB - 1, 2},
        {MIB, MIB},
        {MIB + 5, 2 * MIB},
        {3 * MIB, 17},
        {3 * MIB + 16, 1},
        {3 * MIB + 17, 0},
        {7, 0}
      };
      for (int[] range : ranges) {
        assertThat(read(open, range[0], range[1]))
            .as("%d bytes from %d on", range[1], range[0])
            .isEqualTo(Arrays.copyOfRange(content, range[0], range[0] + range[1]));
      }
    }
  }

  @Test
  void aFileThatIsShorterThanItIsSaidToBeBreaksOff() throws IOException {
    Output output = keep(ATTEMPT, "a.txt", bytes("hello"));
    try (OpenOutput open = store.open(ATTEMPT, output).orElseThrow()) {
      assertThatThrownBy(() -> read(open, 3, 3)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> read(open, 9, 1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anEmptyFileIsAFile() throws IOException {
    Output output = keep(ATTEMPT, "empty", new byte[0]);
    assertThat(read(store, ATTEMPT, output)).isEmpty();
  }

  @Test
  void anAttemptLeavesManyFiles() throws IOException {
    NewOutput one = file("a ü.txt", bytes("one"));
    NewOutput two = file("b\\'\";--.txt", bytes("two"));
    store.keep(ATTEMPT, List.of(one, two));

    assertThat(read(store, ATTEMPT, one.output())).isEqualTo(bytes("one"));
    assertThat(read(store, ATTEMPT, two.output())).isEqualTo(bytes("two"));
  }

  @Test
  void whatNobodyKeptIsNotThere() throws IOException {
    Output output = keep(ATTEMPT, "a.txt", bytes("hello"));

    assertThat(open(store, ATTEMPT, "b.txt")).isEmpty();
    assertThat(store.open(later(ATTEMPT), output)).isEmpty();
    assertThat(store.open(new AttemptKey(UUID.randomUUID(), 5), output)).isEmpty();
  }

  @Test
  void otherNodesAndLaterProcessesReadItToo() throws IOException {
    Output output = keep(ATTEMPT, "a.txt", bytes("hello"));
    OutputStore another = another();
    assertThat(read(another, ATTEMPT, output)).isEqualTo(bytes("hello"));
    store.close();
    assertThat(read(another(), ATTEMPT, output)).isEqualTo(bytes("hello"));
  }

  @Test
  void anAttemptThatLostItsTaskTouchesNothingOfTheNext() throws IOException {
    keep(ATTEMPT, "a.txt", bytes("first"));
    Output second = keep(later(ATTEMPT), "a.txt", bytes("second"));
    Output late = keep(ATTEMPT, "a.txt", bytes("first, late"));

    assertThat(read(store, later(ATTEMPT), second)).isEqualTo(bytes("second"));
    assertThat(read(store, ATTEMPT, late)).isEqualTo(bytes("first, late"));
  }

  @Test
  void whatTheSameAttemptLeftBeforeGoes() throws IOException {
    store.keep(ATTEMPT, List.of(file("a.txt", bytes("one")), file("b.txt", bytes("two"))));
    Output again = keep(ATTEMPT, "a.txt", bytes("three"));

    assertThat(read(store, ATTEMPT, again)).isEqualTo(bytes("three"));
    assertThat(open(store, ATTEMPT, "b.txt")).isEmpty();
  }

  @Test
  void ofAFailureInTheMiddleNothingIsLeft() throws IOException {
    NewOutput fine = file("a.txt", random(2 * MIB));
    NewOutput missing = file("b.txt", bytes("two"));
    Files.delete(missing.file());

    assertThatThrownBy(() -> store.keep(ATTEMPT, List.of(fine, missing)))
        .isInstanceOf(IOException.class);
    becomesEmpty();
    Output again = keep(ATTEMPT, "a.txt", bytes("hello"));
    assertThat(read(store, ATTEMPT, again)).isEqualTo(bytes("hello"));
  }

  @Test
  void aBigFileComesBackAsItWas() throws Exception {
    MessageDigest written = MessageDigest.getInstance("SHA-256");
    Path big = scratch.resolve("big");
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(big), written)) {
      Random random = new Random(1);
      byte[] piece = new byte[MIB];
      for (int i = 0; i < BIG; i++) {
        random.nextBytes(piece);
        out.write(piece);
      }
    }
    Output output = new Output("big", "application/octet-stream", Files.size(big), "");
    store.keep(ATTEMPT, List.of(new NewOutput(output, big)));

    MessageDigest read = MessageDigest.getInstance("SHA-256");
    try (OpenOutput open = store.open(ATTEMPT, output).orElseThrow();
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), read)) {
      open.copyTo(out, 0, output.size());
    }
    assertThat(read.digest()).isEqualTo(written.digest());
  }
}
