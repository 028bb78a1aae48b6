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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches what a caller names by URL into the scratch folder of a task. Safe for all threads. */
public final class Fetcher {

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final FetchSettings settings;
  private final AddressGuard guard;

  public Fetcher(FetchSettings settings) {
    this.settings = settings;
    this.guard = new AddressGuard(settings.allowPrivate());
  }

  /**
   * Checks a URL as far as that needs no network.
   *
   * @throws AddressRefusedException if it will not be fetched
   */
  public void check(RemoteUri uri) {
    guard.checkLiteral(uri.target());
  }

  /**
   * Fetches the body of a 200 answer, following redirects.
   *
   * @throws AddressRefusedException if it, or what it redirects to, is refused
   * @throws IOException if there is no such answer, or it is too large, or nothing comes for too
   *     long
   * @throws CancelledException if the task was cancelled meanwhile
   */
  public Path fetch(RemoteUri uri, TaskContext context)
      throws IOException, CancelledException, InterruptedException {
    HttpClient client = client();
    try {
      RemoteUri next = uri;
      for (int redirects = 0; redirects <= settings.maxRedirects(); redirects++) {
        context.progress("Connecting to %s...".formatted(next.shown()));
        guard.check(next.target());
        HttpResponse<Optional<Path>> answer = exchange(client, next, context);
        if (answer.body().isPresent()) {
          return answer.body().get();
        }
        next = redirect(next, answer);
      }
      throw new IOException(
          "%s redirects more than %d times.".formatted(uri.shown(), settings.maxRedirects()));
    } finally {
      client.shutdownNow();
    }
  }

  /** No proxy, no cookies, no redirects by itself: each would go past the guard. */
  private HttpClient client() {
    return HttpClient.newBuilder()
        .proxy(HttpClient.Builder.NO_PROXY)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(settings.connectTimeout())
        .build();
  }

  private static RemoteUri redirect(RemoteUri uri, HttpResponse<?> answer) throws IOException {
    Optional<String> location = answer.headers().firstValue("Location");
    if (!REDIRECTS.contains(answer.statusCode()) || location.isEmpty()) {
      throw new IOException(
          "%s answered with status %d.".formatted(uri.shown(), answer.statusCode()));
    }
    return uri.redirected(location.get());
  }

  private HttpResponse<Optional<Path>> exchange(
      HttpClient client, RemoteUri uri, TaskContext context)
      throws IOException, CancelledException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri.target()).header("User-Agent", "Errand");
    uri.authorization().ifPresent(value -> request.header("Authorization", value));
    Arrivals arrivals = new Arrivals();
    Path file = context.scratch().resolve("fetched");
    CompletableFuture<HttpResponse<Optional<Path>>> answer =
        client.sendAsync(request.build(), info -> body(info, file, arrivals));
    try {
      return await(answer, uri, arrivals, context);
    } finally {
      answer.cancel(true);
    }
  }

  private HttpResponse.BodySubscriber<Optional<Path>> body(
      HttpResponse.ResponseInfo info, Path file, Arrivals arrivals) {
    arrivals.add(0);
    if (info.statusCode() != 200) {
      return new NoBody();
    }
    try {
      return BodySubscribers.mapping(
          new FileBody(file, settings.maxBytes(), arrivals), Optional::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<Optional<Path>> await(
      CompletableFuture<HttpResponse<Optional<Path>>> answer,
      RemoteUri uri,
      Arrivals arrivals,
      TaskContext context)
      throws IOException, CancelledException, InterruptedException {
    while (true) {
      context.checkCancelled();
      try {
        return answer.get(200, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (arrivals.idleNanos() > settings.idleTimeout().toNanos()) {
          throw new IOException(
              "Nothing came from %s for %d seconds."
                  .formatted(uri.shown(), settings.idleTimeout().toSeconds()));
        }
      } catch (ExecutionException e) {
        throw new IOException(
            "%s could not be fetched: %s".formatted(uri.shown(), e.getCause()), e.getCause());
      } catch (InterruptedException e) {
        context.checkCancelled();
        throw e;
      }
    }
  }
}
