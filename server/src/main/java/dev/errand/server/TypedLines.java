// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lines that somebody types. They are read by a thread of their own, which nothing interrupts. */
final class TypedLines {

  private static final long LOOK_MILLIS = 200;

  private final InputStream in;

  /** Empty where there are no more. */
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

  private boolean reading;
  private boolean ended;

  TypedLines(InputStream in) {
    this.in = in;
  }

  /** The next line; empty if there is none any more, or it is not wanted any more. */
  Optional<String> next(BooleanSupplier wanted) throws InterruptedException {
    if (!reading) {
      reading = true;
      Thread.ofPlatform().daemon().name("errand-typed").start(this::read);
    }
    while (!ended && wanted.getAsBoolean()) {
      Optional<String> line = lines.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (line != null) {
        ended = line.isEmpty();
        return line;
      }
    }
    return Optional.empty();
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()))) {
      String line;
      while ((line = reader.readLine()) != null) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      // Whoever typed is gone.
    }
    lines.add(Optional.empty());
  }
}
