// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.fetch;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends queries, as the form field {@code data}, to a server that the operator chose, and writes
 * the answers into the scratch folder of a task. Safe for all threads.
 */
public final class QueryClient {

  /** Too many requests of this caller; too busy altogether. */
  private static final Set<Integer> BUSY = Set.of(429, 504);

  private final QuerySettings settings;

  public QueryClient(QuerySettings settings) {
    this.settings = settings;
  }

  /**
   * The body of a 200 answer to the query. A server that is too busy is asked again when it says,
   * within the limits.
   *
   * @throws IOException if there is no such answer, or it is too large, or nothing comes for too
   *     long
   * @throws CancelledException if the task was cancelled meanwhile
   */
  public Path fetch(String query, TaskContext context)
      throws IOException, CancelledException, InterruptedException {
    RemoteUri endpoint = settings.endpoint();
    Duration left = settings.longestWait();
    try (Exchange exchange = new Exchange(settings.fetch(), context)) {
      for (int retry = 0; ; retry++) {
        Answer answer = exchange.send(request(query), endpoint);
        if (answer.file().isPresent()) {
          return answer.file().get();
        }
        int status = answer.status();
        Duration wait = RetryAfter.of(answer.headers(), retry, Clock.systemUTC());
        if (!BUSY.contains(status) || retry >= settings.retries() || wait.compareTo(left) > 0) {
          throw new IOException("%s answered with %s".formatted(endpoint.shown(), answer.error()));
        }
        left = left.minus(wait);
        context.info(
            "%s is busy (status %d); asking again in %d seconds."
                .formatted(endpoint.shown(), status, wait.toSeconds()));
        rest(wait, context);
      }
    }
  }

  private HttpRequest request(String query) {
    String form = "data=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    return Exchange.request(settings.endpoint())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form))
        .build();
  }

  /** A cancel ends it at once. */
  private static void rest(Duration wait, TaskContext context)
      throws CancelledException, InterruptedException {
    CountDownLatch cancelled = new CountDownLatch(1);
    try (TaskContext.Registration registration = context.onCancel(cancelled::countDown)) {
      cancelled.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      context.checkCancelled();
      throw e;
    }
    context.checkCancelled();
  }
}
