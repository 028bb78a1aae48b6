// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.fetch;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import dev.errand.operations.fetch.FileBody.Arrivals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests for a task and writes what they bring into its scratch folder. An exchange ends
 * when the task is cancelled, when nothing comes for too long and when too much comes; closing it
 * closes the connections. Used by the thread of the attempt.
 */
final class Exchange implements AutoCloseable {

  private static final long WATCH_MILLIS = 200;

  private final FetchSettings settings;
  private final TaskContext context;
  private final HttpClient client;

  /** No proxy, no cookies, no redirects by itself: each would go past the guard. */
  Exchange(FetchSettings settings, TaskContext context) {
    this.settings = settings;
    this.context = context;
    this.client =
        HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .build();
  }

  /** A request to this URL, which says who it is from. */
  static HttpRequest.Builder request(RemoteUri uri) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri.target()).header("User-Agent", "Errand");
    uri.authorization().ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  /**
   * Sends a request and waits for the answer. Progress counts the bytes that have come.
   *
   * @param uri where it goes, for messages
   * @return with the file that the body of a 200 answer was written to, or the start of another
   *     body
   * @throws IOException if there is no whole answer, or it is too large
   * @throws CancelledException if the task was cancelled meanwhile
   */
  Answer send(HttpRequest request, RemoteUri uri)
      throws IOException, CancelledException, InterruptedException {
    context.progress("Connecting to %s...".formatted(uri.shown()), 0);
    Arrivals arrivals = new Arrivals();
    Path file = context.scratch().resolve("fetched");
    CompletableFuture<HttpResponse<Answer.Body>> answer =
        client.sendAsync(request, info -> body(info, file, arrivals));
    try {
      return Answer.of(await(answer, uri, arrivals));
    } finally {
      answer.cancel(true);
    }
  }

  private HttpResponse.BodySubscriber<Answer.Body> body(
      HttpResponse.ResponseInfo info, Path file, Arrivals arrivals) {
    arrivals.add(0);
    if (info.statusCode() != 200) {
      return BodySubscribers.mapping(
          new BodyStart(), start -> new Answer.Body(Optional.empty(), start));
    }
    try {
      return BodySubscribers.mapping(
          new FileBody(file, settings.maxBytes(), arrivals),
          written -> new Answer.Body(Optional.of(written), ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<Answer.Body> await(
      CompletableFuture<HttpResponse<Answer.Body>> answer, RemoteUri uri, Arrivals arrivals)
      throws IOException, CancelledException, InterruptedException {
    while (true) {
      context.checkCancelled();
      try {
        return answer.get(WATCH_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        watch(uri, arrivals);
      } catch (ExecutionException e) {
        throw new IOException(
            "%s could not be fetched: %s".formatted(uri.shown(), e.getCause()), e.getCause());
      } catch (InterruptedException e) {
        context.checkCancelled();
        throw e;
      }
    }
  }

  private void watch(RemoteUri uri, Arrivals arrivals) throws IOException {
    if (arrivals.idleNanos() > settings.idleTimeout().toNanos()) {
      throw new IOException(
          "Nothing came from %s for %d seconds."
              .formatted(uri.shown(), settings.idleTimeout().toSeconds()));
    }
    context.progress("Connecting to %s...".formatted(uri.shown()), arrivals.bytes());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
