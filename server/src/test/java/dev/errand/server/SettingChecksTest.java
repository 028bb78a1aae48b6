// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import picocli.CommandLine;

/** That a wrong setting is refused in the same words wherever it was set. */
class SettingChecksTest {

  @TempDir private Path folder;

  private static void check(Map<String, Object> options, Map<String, Object> variables) {
    ConfigurableEnvironment environment = ServerApplication.environment(new HashMap<>(options));
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    SettingChecks.check(environment);
  }

  private void checkFile(String... lines) throws IOException {
    Path file = Files.writeString(folder.resolve("my.properties"), String.join("\n", lines));
    check(Map.of("spring.config.additional-location", file.toUri().toString()), Map.of());
  }

  private static String variable(String name) {
    return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "errand.retention | 10 | a time has a unit; write 10s, 10m, 10h or 10d",
        "errand.retention-maximum | 1 d | it is a time such as 90s, 10m, 12h or 1d",
        "errand.stop-patience | 5 | a time has a unit; write 5s, 5m, 5h or 5d",
        "errand.postgres.lease | -3 | a time has a unit; write -3s, -3m, -3h or -3d",
        "errand.http.upload-limit | 10 | a size has a unit; write 10B, 10KB, 10MB or 10GB",
        "errand.http.body-limit | big | it is a size such as 64KB, 4MB or 4GB",
        "errand.outputs | cloud | it is one of database, folder",
        "errand.security.mode | none | it is one of accounts, container, open",
        "errand.http.public-url | foo | it is an address such as https://example.org/path",
        "errand.osm.overpass | ftp://x.org | it is an address such as https://example.org/path",
        "errand.workers | 0 | a server needs a worker; leave it out for as many as there are cores",
        "errand.workers | many | it is a whole number",
        "errand.workers | 99999999999 | it is a whole number, at most 2147483647",
        "errand.retention | Please | it is a time such as 90s, 10m, 12h or 1d",
        "errand.http.upload-limit | 99999999999GB | it is a size such as 64KB, 4MB or 4GB",
        "errand.http.trust-forwarded | maybe | it is true or false",
        "logging.level.dev.errand | loud | it is one of trace, debug, info, warn, error, off",
        "server.port | 65536 | a port is a number from 0 to 65535",
        "server.jetty.threads.max | many | it is a whole number",
      })
  void isRefusedInTheSameWordsFromEverywhere(String name, String value, String problem)
      throws IOException {
    String refused = name + " cannot be '" + value + "' (%s): " + problem;
    String option =
        switch (name) {
          case "errand.retention", "errand.workers" -> "--" + name.substring(7);
          case "errand.http.public-url", "errand.http.trust-forwarded" -> "--" + name.substring(12);
          case "server.port" -> "--port";
          default -> "--" + name;
        };
    assertThatThrownBy(() -> check(Map.of(name, value), Map.of()))
        .isInstanceOf(Refusal.class)
        .hasMessage(refused.formatted(option));
    assertThatThrownBy(() -> check(Map.of(), Map.of(variable(name), value)))
        .isInstanceOf(Refusal.class)
        .hasMessage(refused.formatted(variable(name) + " in the environment"));
    assertThatThrownBy(() -> checkFile("# mine", name + "=" + value))
        .isInstanceOf(Refusal.class)
        .hasMessage(refused.formatted(folder.resolve("my.properties") + ", line 2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errand.retention=0",
        "errand.retention=90s",
        "errand.retention=PT1H",
        "errand.retention=${errand.stop-patience:1d}",
        "errand.http.upload-limit=0",
        "errand.http.uploadLimit=10MB",
        "errand.outputs=FOLDER",
        "errand.files[0]=/srv",
        "errand.files=/srv,/var",
        "errand.operations.osm-import.retention=1d",
        "errand.operations.osm-import.rate=60/1m",
        "errand.limits.user.ada.weight=3",
        "errand.limits.each-group.waiting=100",
        "errand.limits.shared-by=USER",
        "errand.osm.overpass=http://me:secret@127.0.0.1:9/api",
        "logging.level.root=WARN",
        "logging.level.dev.errand=debug",
        "server.ssl.bundle=errand",
        "spring.ssl.bundle.pem.errand.keystore.certificate=file:server.crt",
        "server.jetty.threads.max=20",
        "server.compression.enabled=false",
      })
  void isFineAsItIsMeant(String line) {
    assertThatCode(() -> checkFile(line)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errand.retentoin=1h",
        "errand.retention.x=1h",
        "errand.operations.retention=1h",
        "errand.operations.osm-import.priority=1",
        "errand.limits.user.weight=3",
        "errand.limits.shared=user",
        "retention=1h",
        "logging.file.name=errand.log",
        "logging.pattern.console=%m",
        "management.endpoint.health.show-details=always",
        "management.server.port=9000",
        "server.jetty.thraeds.max=20",
        "server.servlet.context-path=/x",
        "spring.profiles.active=x",
      })
  void isRefusedWhereNobodyWouldReadIt(String line) {
    String name = line.replaceFirst("=.*", "");
    assertThatThrownBy(() -> checkFile(line))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith(
            "unknown setting '%s' (%s, line 1); ".formatted(name, folder.resolve("my.properties")));
  }

  @Test
  void settingsOfOthersHaveUnitsToo() {
    assertThatThrownBy(() -> checkFile("server.jetty.connection-idle-timeout=60"))
        .hasMessageEndingWith("line 1): a time has a unit; write 60s, 60m, 60h or 60d");
  }

  @Test
  void anEmptyVariableIsNoTime() {
    assertThatThrownBy(() -> check(Map.of(), Map.of("ERRAND_RETENTION", "")))
        .hasMessage(
            "errand.retention cannot be '' (ERRAND_RETENTION in the environment): it is a time such"
                + " as 90s, 10m, 12h or 1d");
  }

  @Test
  void aSecretIsRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> check(Map.of(), Map.of("ERRAND_CALLBACKS_SECRET", "whsec_c2VzYW1l")))
        .hasMessage(
            "errand.callbacks.secret cannot be '***' (ERRAND_CALLBACKS_SECRET in the environment):"
                + " a callback secret is whsec_ and 24 to 64 bytes in Base64");
  }

  @Test
  void onlyWhatCountsIsLookedAt() {
    assertThatCode(() -> check(Map.of("errand.retention", "1h"), Map.of("ERRAND_RETENTION", "10")))
        .doesNotThrowAnyException();
  }

  /** As Spring reads it: without dashes in variables, with capitals in files. */
  @Test
  void othersAreKnownHoweverTheyAreSpelt() {
    assertThatThrownBy(() -> check(Map.of(), Map.of("SERVER_JETTY_MAXCONNECTIONS", "many")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot be 'many' (SERVER_JETTY_MAXCONNECTIONS in the environment)");
    assertThatThrownBy(() -> checkFile("server.jetty.maxConnections=many"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("server.jetty.maxConnections cannot be 'many'");
  }

  @Test
  void secretsOfOthersAreMaskedHoweverTheyAreSpelt() {
    assertThat(
            Stream.of(
                "spring.ssl.bundle.pem.web.keystore.private-key",
                "spring.ssl.bundle.pem.web.keystore.privatekey",
                "spring.ssl.bundle.pem.web.keystore.privateKeyPassword",
                "spring.ssl.bundle.jks.web.key.password"))
        .allMatch(OtherSettings::isSecret);
    assertThat(OtherSettings.isSecret("spring.ssl.bundle.pem.web.keystore.certificate")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://u:pa/ssw0rd@h/x", "https://u:p@ssw0rd@h/x", "https://u:p#ssw0rd@h"})
  void anAddressThatIsNoneShowsNoPassword(String address) {
    assertThatThrownBy(() -> check(Map.of("errand.osm.overpass", address), Map.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("***@h")
        .hasMessageNotContaining("ssw0rd");
  }

  @Test
  void everyOptionThatIsASettingIsShownAsThatOption() {
    Set<String> others = Set.of("--config", "--check", "--debug", "--help", "--version");
    assertThat(
            new CommandLine(new ServeCommand())
                .getCommandSpec().options().stream()
                    .map(CommandLine.Model.OptionSpec::longestName)
                    .filter(name -> !others.contains(name)))
        .containsExactlyInAnyOrderElementsOf(SettingPlace.OPTIONS.values());
  }
}
