// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Writes an answer to a file as it comes, up to a limit, and tells how far it is. */
final class FileBody implements BodySubscriber<Path> {

  private final Path file;
  private final long limit;
  private final Arrivals arrivals;
  private final FileChannel channel;
  private final CompletableFuture<Path> done = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  FileBody(Path file, long limit, Arrivals arrivals) throws IOException {
    this.file = file;
    this.limit = limit;
    this.arrivals = arrivals;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public CompletionStage<Path> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    try {
      for (ByteBuffer buffer : buffers) {
        arrivals.add(buffer.remaining());
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      if (arrivals.bytes() > limit) {
        throw new IOException("The answer is larger than %d bytes.".formatted(limit));
      }
      if (subscription != null) {
        subscription.request(1);
      }
    } catch (IOException e) {
      if (subscription != null) {
        subscription.cancel();
      }
      onError(e);
    }
  }

  @Override
  public void onError(Throwable cause) {
    try {
      channel.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    done.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    try {
      channel.close();
      done.complete(file);
    } catch (IOException e) {
      done.completeExceptionally(e);
    }
  }

  /** How much came, and when last. Written by one thread, read by another. */
  static final class Arrivals {
    private volatile long bytes;
    private volatile long last = System.nanoTime();

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void add(long more) {
      bytes += more;
      last = System.nanoTime();
    }

    long bytes() {
      return bytes;
    }

    long idleNanos() {
      return System.nanoTime() - last;
    }
  }
}
