// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.access.SecretFiles;
import dev.errand.task.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secret, what is signed with it, and when a delivery is sent again. */
class CallbackSecretTest {

  @TempDir private Path folder;

  /** The example that Standard Webhooks publishes. */
  @Test
  void signsAsTheStandardDoes() {
    assertThat(
            CallbackSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .signature(
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    1614265330,
                    "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_c2hvcnQ=", "whsec_*"})
  void takesNothingElse(String text) {
    assertThatThrownBy(() -> CallbackSecret.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a callback secret is whsec_ and 24 to 64 bytes in Base64");
  }

  @Test
  void isMadeOnceForItsOwnerAlone() throws Exception {
    CallbackSecret made = CallbackSecret.in(new SecretFiles(folder));
    Path file = folder.resolve("callback.secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(CallbackSecret.in(new SecretFiles(folder)).text())
        .isEqualTo(made.text())
        .startsWith("whsec_");
    assertThat(made.toString()).doesNotContain(made.text().substring(6));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    Files.writeString(file, "nonsense");
    assertThatThrownBy(() -> CallbackSecret.in(new SecretFiles(folder)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("callback.secret")
        .hasMessageNotContaining("nonsense");
  }

  @Test
  void isTheSameForAllWhoMakeItAtOnce() throws Exception {
    Set<String> made = ConcurrentHashMap.newKeySet();
    List<Thread> threads =
        IntStream.range(0, 16)
            .mapToObj(i ->
                Thread.ofPlatform()
                    .start(() -> made.add(CallbackSecret.in(new SecretFiles(folder)).text())))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(made).hasSize(1);
  }

  @Test
  void waitsLongerEachTimeUpToAnHour() {
    List<Duration> waits =
        IntStream.rangeClosed(1, 12)
            .mapToObj(attempts -> Backoff.USUAL.after(attempts, 0))
            .toList();
    assertThat(waits.stream().map(Duration::toSeconds))
        .containsExactly(1L, 5L, 15L, 60L, 120L, 240L, 480L, 960L, 1_920L, 3_600L, 3_600L, 3_600L);
    assertThat(Backoff.USUAL.after(2, 1)).isEqualTo(Duration.ofMillis(6_250));
    assertThat(Backoff.USUAL.after(1_000_000, 1)).isEqualTo(Duration.ofHours(1));
  }
}
