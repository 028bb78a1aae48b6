// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.fetch;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

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
    try (Exchange exchange = new Exchange(settings, context)) {
      RemoteUri next = uri;
      for (int redirects = 0; redirects <= settings.maxRedirects(); redirects++) {
        guard.check(next.target());
        Answer answer = exchange.send(Exchange.request(next).build(), next);
        if (answer.file().isPresent()) {
          return answer.file().get();
        }
        next = redirect(next, answer);
      }
      throw new IOException(
          "%s redirects more than %d times.".formatted(uri.shown(), settings.maxRedirects()));
    }
  }

  private static RemoteUri redirect(RemoteUri uri, Answer answer) throws IOException {
    Optional<String> location = answer.headers().firstValue("Location");
    if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
      throw new IOException("%s answered with status %d.".formatted(uri.shown(), answer.status()));
    }
    return uri.redirected(location.get());
  }
}
