// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.programs.process.Fifo;
import java.io.IOException;

/** Takes in what comes through pipes: what was read is gone from them. */
record PipedIntake(Fifo out, Fifo err, Written written) implements Intake {

  /** What a pipe may hold at the most, after which nothing of the program's can come any more. */
  private static final int MOST_AFTER_END = 1 << 20;

  @Override
  public void begin() {}

  @Override
  public int take() throws IOException {
    byte[] fromOut = out.read();
    if (fromOut.length > 0) {
      written.out(fromOut);
    }
    byte[] fromErr = err.read();
    if (fromErr.length > 0) {
      written.err(fromErr);
    }
    return fromOut.length + fromErr.length;
  }

  @Override
  public void finish() throws IOException {
    int piece = take();
    for (int taken = piece; piece > 0 && taken < MOST_AFTER_END; taken += piece) {
      piece = take();
    }
    written.close();
  }
}
