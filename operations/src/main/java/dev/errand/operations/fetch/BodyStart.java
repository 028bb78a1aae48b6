// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.fetch;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads the beginning of a body that only a person may find of use, however long it may be. */
final class BodyStart implements BodySubscriber<String> {

  private static final int MOST = 4 << 10;

  private final ByteBuffer start = ByteBuffer.allocate(MOST);
  private final CompletableFuture<String> done = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  @Override
  public CompletionStage<String> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int taken = Math.min(buffer.remaining(), start.remaining());
      start.put(buffer.slice(buffer.position(), taken));
    }
    if (!start.hasRemaining()) {
      if (subscription != null) {
        subscription.cancel();
      }
      onComplete();
    }
  }

  /** What came before it broke off is as good as the whole. */
  @Override
  public void onError(Throwable cause) {
    onComplete();
  }

  @Override
  public void onComplete() {
    done.complete(new String(start.array(), 0, start.position(), StandardCharsets.UTF_8));
  }
}
