// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
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

  private final OutgoingHttp http;
  private final QuerySettings settings;

  public QueryClient(OutgoingHttp http, QuerySettings settings) {
    this.http = http;
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
    OutgoingUri endpoint = settings.endpoint();
    String shown = endpoint.withoutUserInfo();
    Duration left = settings.longestWait();
    Exchange exchange = new Exchange(http, settings.fetch(), context);
    for (int retry = 0; ; retry++) {
      Answer answer = exchange.send(request(query));
      if (answer.file().isPresent()) {
        return answer.file().get();
      }
      int status = answer.status();
      Duration wait = RetryAfter.of(answer.retryAfter(), retry, Clock.systemUTC());
      if (!BUSY.contains(status) || retry >= settings.retries() || wait.compareTo(left) > 0) {
        throw new IOException("%s answered with %s".formatted(shown, answer.error()));
      }
      left = left.minus(wait);
      context.info(
          "%s is busy (status %d); asking again in %d seconds."
              .formatted(shown, status, wait.toSeconds()));
      rest(wait, context);
    }
  }

  private OutgoingRequest request(String query) {
    byte[] form =
        ("data=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.US_ASCII);
    return OutgoingRequest.post(
        settings.endpoint(),
        Map.of("Content-Type", "application/x-www-form-urlencoded"),
        form,
        settings.fetch().patience());
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
