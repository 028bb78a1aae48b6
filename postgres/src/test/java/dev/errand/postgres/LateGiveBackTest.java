// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.store.Store;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What was refused is given back when its node has just taken it over from itself. */
@Execution(ExecutionMode.CONCURRENT)
class LateGiveBackTest {

  private final CutNetwork network;
  private final Queue<String> calls = new ConcurrentLinkedQueue<>();
  private final Gate away = new Gate();
  private final CompletableFuture<Object> refused = new CompletableFuture<>();

  LateGiveBackTest(@TempDir Path folder) {
    network = new CutNetwork(folder);
  }

  @AfterEach
  void close() throws Exception {
    away.open();
    network.close();
  }

  /** A store that tells of a take-over after the give-back has come too late for it. */
  private Store slowToTell(Store real) {
    return StoreBetween.of(real, (method, _, call) -> told(method, call.real()));
  }

  private @Nullable Object told(String method, @Nullable Object answer) throws Exception {
    if (method.equals("lost") && !((Collection<?>) requireNonNull(answer)).isEmpty()) {
      away.open();
      refused.get(30, TimeUnit.SECONDS);
    }
    if (method.equals("giveBack")) {
      CompletableFuture<Object> heard = new CompletableFuture<>();
      ((CompletableFuture<?>) requireNonNull(answer))
          .thenAccept(task -> {
            heard.complete(task);
            refused.complete(task);
          });
      return heard;
    }
    return answer;
  }

  @Test
  void itGoesBackWithAllItsAttempts() throws Exception {
    Work work =
        Work.of((in, context) -> {
          calls.add("attempt " + context.attempt());
          return null;
        });
    TaskListener slow =
        new TaskListener() {
          @Override
          public void started(Task task) {
            if (!away.isReached()) {
              away.passDeaf();
            }
          }
        };
    Errand one =
        network.beside(
            "one", more -> more.store(slowToTell(network.store())).operation(work).listener(slow));
    Task task = one.submit(Work.submission("late").build());
    away.awaitReached();
    network.tables().change("DELETE FROM node WHERE name = 'one'");

    Task ended = one.await(task.id(), CutNetwork.PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(ended.attempt().number()).isEqualTo(1);
    assertThat(calls).containsExactly("attempt 1");
  }
}
