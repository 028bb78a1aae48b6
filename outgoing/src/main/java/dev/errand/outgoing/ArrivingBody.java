// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in a body: of a 200 answer into a file, up to a limit, telling how far it is; of any other
 * the beginning, which only a person may find of use.
 */
record ArrivingBody(OutgoingUri uri, Path file, long limit, TaskContext context) {

  private static final Logger LOG = LoggerFactory.getLogger(ArrivingBody.class);
  private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int STEP = 64 << 10;
  private static final int START = 4 << 10;

  Answer take(OutgoingAnswer answer) throws IOException {
    boolean whole = answer.status() == 200;
    return new Answer(
        answer.status(),
        answer.redirect(),
        answer.header("Retry-After"),
        whole ? Optional.of(save(answer.body())) : Optional.empty(),
        whole ? "" : start(answer));
  }

  private Path save(InputStream body) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] step = new byte[STEP];
      long bytes = 0;
      long told = System.nanoTime();
      for (int read = body.read(step); read >= 0; read = body.read(step)) {
        bytes += read;
        if (bytes > limit) {
          throw new IOException("The answer is larger than %d bytes.".formatted(limit));
        }
        out.write(step, 0, read);
        long now = System.nanoTime();
        if (now - told > TELL_NANOS) {
          told = now;
          context.progress("Connecting to %s...".formatted(uri.withoutUserInfo()), bytes);
        }
      }
    }
    return file;
  }

  private String start(OutgoingAnswer answer) {
    byte[] start = new byte[START];
    int length = 0;
    try {
      InputStream body = answer.body();
      int read;
      while (length < START && (read = body.read(start, length, START - length)) >= 0) {
        length += read;
      }
    } catch (IOException e) {
      LOG.debug("{} broke off while it told of an error", uri, e);
    }
    return new String(start, 0, length, StandardCharsets.UTF_8);
  }
}
