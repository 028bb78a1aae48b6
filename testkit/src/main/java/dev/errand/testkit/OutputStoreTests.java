// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptKey;
import dev.errand.store.NewOutput;
import dev.errand.store.OutputStore;
import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store of outputs for each test, and short words for what tests do with it. */
@Timeout(60)
abstract class OutputStoreTests {

  static final AttemptKey ATTEMPT = new AttemptKey(UUID.randomUUID(), 5);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  /** How a store on the medium is made, and whether the medium holds nothing. */
  record Medium(Supplier<OutputStore> store, BooleanSupplier isEmpty) {}

  @TempDir Path scratch;
  private final Supplier<Medium> mediums;
  private final List<OutputStore> opened = new ArrayList<>();
  Medium medium;
  OutputStore store;
  private int files;

  OutputStoreTests(Supplier<Medium> mediums) {
    this.mediums = mediums;
  }

  @BeforeEach
  void open() {
    medium = mediums.get();
    store = another();
  }

  @AfterEach
  void close() {
    opened.forEach(OutputStore::close);
  }

  /** Another node's store on the same medium. */
  OutputStore another() {
    OutputStore another = medium.store().get();
    opened.add(another);
    return another;
  }

  static AttemptKey later(AttemptKey attempt) {
    return new AttemptKey(attempt.task(), attempt.epoch() + 2);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  NewOutput file(String name, byte[] content) throws IOException {
    Path file = Files.write(scratch.resolve("file-" + files++), content);
    return new NewOutput(new Output(name, "text/plain", content.length, ""), file);
  }

  Output keep(AttemptKey attempt, String name, byte[] content) throws IOException {
    NewOutput file = file(name, content);
    store.keep(attempt, List.of(file));
    return file.output();
  }

  static Optional<OpenOutput> open(OutputStore store, AttemptKey attempt, String name)
      throws IOException {
    return store.open(attempt, new Output(name, "text/plain", 0, ""));
  }

  static byte[] read(OpenOutput open, long first, long length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    open.copyTo(bytes, first, length);
    return bytes.toByteArray();
  }

  /** All of a file; fails if it is not there. */
  static byte[] read(OutputStore store, AttemptKey attempt, Output output) throws IOException {
    try (OpenOutput open = store.open(attempt, output).orElseThrow()) {
      return read(open, 0, output.size());
    }
  }

  boolean isGone(AttemptKey attempt, String name) throws IOException {
    Optional<OpenOutput> open = open(store, attempt, name);
    open.ifPresent(OpenOutput::close);
    return open.isEmpty();
  }

  /** What can come true late. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /** Waits for something that a store may do after it has answered. */
  static void eventually(String what, Condition condition) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("%s in time", what).isLessThan(deadline);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  void becomesEmpty() throws IOException {
    eventually("the medium holds nothing", () -> medium.isEmpty().getAsBoolean());
  }
}
