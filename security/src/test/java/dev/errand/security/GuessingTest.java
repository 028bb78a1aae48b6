// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import static dev.errand.security.Door.PASSWORD;
import static dev.errand.security.Door.basic;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.errand.access.Audit;
import dev.errand.http.HttpSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Guessing passwords is slow, and sending the right one again and again is fast. */
class GuessingTest {

  @TempDir private Path folder;
  private Door door;

  @BeforeEach
  void open() throws Exception {
    door =
        new Door(folder, HttpSettings.DEFAULTS.trustForwarded(true), Optional.empty())
            .with("jjones")
            .with("other");
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  private HttpResponse<String> ask(String name, String password, String address) throws Exception {
    return door.get(
        "/tasks", "Authorization", basic(name, password), "X-Forwarded-For", "1.2.3.4, " + address);
  }

  private int status(String name, String password, String address) throws Exception {
    return ask(name, password, address).statusCode();
  }

  private void passes(Duration time) {
    door.nanos.addAndGet(time.toNanos());
  }

  @Test
  void fiveFailuresMakeWaitTwiceAsLongEachTime() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(status("jjones", "guess" + i, "10.0.0.1")).isEqualTo(401);
    }
    int compared = door.hashes.comparisons.get();
    for (String wait : List.of("2", "4", "8")) {
      HttpResponse<String> early = ask("jjones", PASSWORD, "10.0.0.1");
      assertThat(early.statusCode()).as("even with the right one").isEqualTo(429);
      assertThat(early.headers().firstValue("Retry-After")).contains(wait);
      passes(Duration.ofSeconds(Long.parseLong(wait)));
      assertThat(status("jjones", "guess", "10.0.0.1")).isEqualTo(401);
    }
    assertThat(door.hashes.comparisons.get() - compared).as("nothing for 429").isEqualTo(3);
    assertThat(status("jjones", PASSWORD, "10.0.0.2")).as("from elsewhere").isEqualTo(200);
    assertThat(status("other", PASSWORD, "10.0.0.1")).as("somebody else").isEqualTo(200);

    passes(Duration.ofSeconds(16));
    assertThat(status("jjones", PASSWORD, "10.0.0.1")).isEqualTo(200);
    assertThat(status("jjones", "guess", "10.0.0.1")).as("counted anew").isEqualTo(401);
    assertThat(door.logIn.failures(LogInFailure.PASSWORD)).isEqualTo(5 + 3 + 1);
    assertThat(door.logIn.failures(LogInFailure.TOO_SOON)).isEqualTo(3);
    assertThat(door.get("/tasks", "Authorization", "Bearer none").statusCode()).isEqualTo(401);
    assertThat(door.logIn.failures(LogInFailure.TOKEN)).isEqualTo(1);
  }

  @Test
  void theLongestWaitIsFiveMinutesAndAllIsForgottenAfterFifteen() throws Exception {
    FailedLogIns failed = new FailedLogIns(door.nanos::get);
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 30; i++) {
      Optional<Duration> wait = failed.begin("a", "10.0.0.1");
      longest = wait.filter(longer(longest)).orElse(longest);
      passes(wait.orElse(Duration.ZERO));
    }
    assertThat(longest).isEqualTo(Duration.ofMinutes(5));
    passes(Duration.ofMinutes(15));
    for (int i = 0; i < 5; i++) {
      assertThat(failed.begin("a", "10.0.0.1")).isEmpty();
    }
    assertThat(failed.begin("a", "10.0.0.1")).isPresent();
  }

  private static java.util.function.Predicate<Duration> longer(Duration than) {
    return wait -> wait.compareTo(than) > 0;
  }

  @Test
  void oneAddressFailsForTwentyNamesAndOneNameFromFiftyAddresses() {
    FailedLogIns failed = new FailedLogIns(door.nanos::get);
    for (int i = 0; i < 20; i++) {
      assertThat(failed.begin("name" + i, "2001:db8:1:2::" + i)).isEmpty();
    }
    assertThat(failed.begin("another", "2001:db8:1:2:ffff::1")).as("same network").isPresent();
    assertThat(failed.begin("another", "2001:db8:1:3::1")).isEmpty();
    for (int i = 0; i < 50; i++) {
      assertThat(failed.begin("jjones", "10.0.0." + i)).isEmpty();
    }
    assertThat(failed.begin("jjones", "10.0.1.1")).isPresent();
  }

  @Test
  void whoIsRememberedIsNotLockedOutByOthers() throws Exception {
    assertThat(status("jjones", PASSWORD, "10.0.0.1")).isEqualTo(200);
    for (int i = 0; i < 9; i++) {
      int status = status("jjones", "guess" + i, "10.0.0.1");
      assertThat(status).isEqualTo(i < 5 ? 401 : 429);
    }
    assertThat(status("jjones", PASSWORD, "10.0.0.1")).isEqualTo(200);
  }

  @Test
  void aRightPasswordIsComparedOnceInFiveMinutes() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(status("jjones", PASSWORD, "10.0.0." + i)).isEqualTo(200);
    }
    assertThat(door.hashes.comparisons).hasValue(1);
    passes(Duration.ofMinutes(5));
    assertThat(status("jjones", PASSWORD, "10.0.0.1")).isEqualTo(200);
    assertThat(door.hashes.comparisons).hasValue(2);
  }

  @Test
  void aChangedPasswordAndARemovedAccountCountAtOnce() throws Exception {
    assertThat(status("jjones", PASSWORD, "10.0.0.1")).isEqualTo(200);
    door.accounts.passwordHash("jjones", door.hashes.hash("new"));
    assertThat(status("jjones", PASSWORD, "10.0.0.1")).isEqualTo(401);
    assertThat(status("jjones", "new", "10.0.0.1")).isEqualTo(200);
    door.accounts.remove("jjones");
    assertThat(status("jjones", "new", "10.0.0.1")).isEqualTo(401);
  }

  @Test
  void anUnknownNameCostsAComparisonToo() throws Exception {
    assertThat(status("nobody", PASSWORD, "10.0.0.1")).isEqualTo(401);
    assertThat(door.hashes.comparisons).hasValue(1);
    assertThat(ask("nobody", PASSWORD, "10.0.0.1").body())
        .isEqualTo(ask("jjones", "wrong", "10.0.0.1").body());
  }

  @Test
  void manyAtOnceWithTheRightPasswordAreOneComparison() throws Exception {
    assertThat(atOnce(40, i -> PASSWORD)).containsOnly(200);
    assertThat(door.hashes.comparisons).hasValue(1);
  }

  @Test
  void manyGuessesAtOnceGainNothing() throws Exception {
    assertThat(atOnce(40, i -> "guess" + i)).containsOnly(401, 429);
    assertThat(door.hashes.comparisons.get()).isLessThanOrEqualTo(5);
  }

  private List<Integer> atOnce(int callers, java.util.function.IntFunction<String> passwords)
      throws Exception {
    List<Future<Integer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        String password = passwords.apply(i);
        answers.add(threads.submit(() -> status("jjones", password, "10.0.0.1")));
      }
    }
    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> answer : answers) {
      statuses.add(answer.get());
    }
    return statuses;
  }

  @Test
  void failuresAreAuditedWithoutThePassword() throws Exception {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Audit.LOGGER);
    logger.addAppender(lines);
    try {
      ask("jjones", "sEcReT", "10.0.0.1");
      ask("nobody\nwho=admin", "sEcReT", "10.0.0.1");
      door.get("/tasks", "Authorization", "Bearer sEcReT");
      door.get("/tasks", "Authorization", "Bearer sEcReT2");
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "who=jjones what=log-in from=10.0.0.1 outcome=failed why=\"wrong password\"",
            "who=\"nobody?who=admin\" what=log-in from=10.0.0.1 outcome=failed why=\"no such account\"",
            "who=unknown what=log-in from=127.0.0.1 outcome=failed why=\"invalid token\"");
  }
}
