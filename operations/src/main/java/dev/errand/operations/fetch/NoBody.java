// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.fetch;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Does not read the body of an answer that is of no use, however long it may be. */
final class NoBody implements BodySubscriber<Optional<Path>> {

  @Override
  public CompletionStage<Optional<Path>> getBody() {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.cancel();
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {}

  @Override
  public void onError(Throwable cause) {}

  @Override
  public void onComplete() {}
}
