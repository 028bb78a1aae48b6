// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.nio.file.Path;

/** Fetches what a caller names by URL into the scratch folder of a task. Safe for all threads. */
public final class Fetcher {

  private final OutgoingHttp http;
  private final FetchSettings settings;

  public Fetcher(OutgoingHttp http, FetchSettings settings) {
    this.http = http;
    this.settings = settings;
  }

  /**
   * Checks a URL as far as that needs no network.
   *
   * @throws RefusedAddressException if it will not be fetched
   */
  public void check(OutgoingUri uri) {
    http.check(uri);
  }

  /**
   * Fetches the body of a 200 answer, following redirects.
   *
   * @throws RefusedAddressException if it, or what it redirects to, is refused
   * @throws IOException if there is no such answer, or it is too large, or nothing comes for too
   *     long
   * @throws CancelledException if the task was cancelled meanwhile
   */
  public Path fetch(OutgoingUri uri, TaskContext context) throws IOException, CancelledException {
    Exchange exchange = new Exchange(http, settings, context);
    OutgoingUri next = uri;
    for (int redirects = 0; redirects <= settings.maxRedirects(); redirects++) {
      Answer answer = exchange.send(OutgoingRequest.get(next, settings.patience()));
      if (answer.file().isPresent()) {
        return answer.file().get();
      }
      if (answer.redirect().isEmpty()) {
        throw new IOException(
            "%s answered with status %d.".formatted(next.withoutUserInfo(), answer.status()));
      }
      next = http.redirected(next, answer.redirect().get());
    }
    throw new IOException(
        "%s redirects more than %d times."
            .formatted(uri.withoutUserInfo(), settings.maxRedirects()));
  }
}
