// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.limit.Rate;
import dev.errand.limit.SharedBy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.unit.DataSize;

/** No default and no key changes by accident. */
class ErrandPropertiesTest {

  private static final LimitProperties.PerScope NONE =
      new LimitProperties.PerScope(null, null, null, null);

  @EnableConfigurationProperties(ErrandProperties.class)
  private static final class Settings {}

  @Test
  void hasDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new ErrandProperties(
                "Errand",
                "",
                Path.of("errand-data"),
                null,
                null,
                null,
                null,
                new ErrandProperties.Postgres(
                    8, Duration.ofSeconds(15), true, Duration.ofSeconds(15)),
                null,
                null,
                null,
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                1_000,
                Duration.ofMinutes(10),
                null,
                Duration.ofSeconds(20),
                Duration.ofHours(1),
                Map.of(),
                new LimitProperties(SharedBy.NOBODY, NONE, NONE, Map.of(), NONE, Map.of()),
                List.of(),
                null,
                new ErrandProperties.Outgoing(List.of()),
                new ErrandProperties.Callbacks(null),
                new ErrandProperties.Http(
                    "/errand",
                    null,
                    false,
                    DataSize.ofKilobytes(64),
                    DataSize.ofMegabytes(4),
                    DataSize.ofGigabytes(4),
                    0,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(20),
                    0),
                new ErrandProperties.Mcp(List.of(), Duration.ofSeconds(1), true, List.of()),
                new ErrandProperties.Security(SecurityMode.CONTAINER, Duration.ofHours(12), null),
                new ErrandProperties.Osm(URI.create("https://overpass-api.de/api/interpreter")),
                new ErrandProperties.Repositories(Duration.ofHours(1))));
  }

  @Test
  void mapsEveryKey() {
    ErrandProperties properties =
        bind(
            Map.ofEntries(
                Map.entry("errand.title", "Parcel tools"),
                Map.entry("errand.description", "Tools for parcels"),
                Map.entry("errand.data", "/var/lib/errand"),
                Map.entry("errand.store", "jdbc:postgresql://db/errand"),
                Map.entry("errand.store-user", "jo"),
                Map.entry("errand.store-password", "sesame"),
                Map.entry("errand.store-password-file", "/run/secrets/db"),
                Map.entry("errand.postgres.readers", "20"),
                Map.entry("errand.postgres.lease", "30s"),
                Map.entry("errand.postgres.listens", "false"),
                Map.entry("errand.postgres.patience", "5s"),
                Map.entry("errand.shared", "/srv/errand"),
                Map.entry("errand.outputs", "folder"),
                Map.entry("errand.node", "left"),
                Map.entry("errand.workers", "3"),
                Map.entry("errand.waiting-workers", "7"),
                Map.entry("errand.retention", "90s"),
                Map.entry("errand.retention-maximum", "30d"),
                Map.entry("errand.operations.osm-import.retention", "1d"),
                Map.entry("errand.operations.osm-import.concurrency", "3"),
                Map.entry("errand.operations.osm-import.concurrency-per-node", "2"),
                Map.entry("errand.operations.osm-import.waiting", "100"),
                Map.entry("errand.operations.osm-import.rate", "60/1m"),
                Map.entry("errand.limits.shared-by", "user"),
                Map.entry("errand.limits.all.waiting", "10000"),
                Map.entry("errand.limits.each-user.concurrency", "5"),
                Map.entry("errand.limits.each-user.rate", "10/1s"),
                Map.entry("errand.limits.user.ada.weight", "3"),
                Map.entry("errand.limits.each-group.concurrency", "8"),
                Map.entry("errand.limits.group.7.concurrency", "9"),
                Map.entry("errand.stop-patience", "1m"),
                Map.entry("errand.abandon-after", "2m"),
                Map.entry("errand.files[0]", "/srv/maps"),
                Map.entry("errand.programs", "/srv/operations"),
                Map.entry("errand.outgoing.allow", "hooks.intra, 10.0.0.0/8"),
                Map.entry("errand.callbacks.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                Map.entry("errand.osm.overpass", "http://127.0.0.1:9/api"),
                Map.entry("errand.repositories.transaction-timeout", "5m"),
                Map.entry("errand.http.base-path", "/"),
                Map.entry("errand.http.public-url", "https://example.org/geo"),
                Map.entry("errand.http.trust-forwarded", "true"),
                Map.entry("errand.http.body-limit", "1KB"),
                Map.entry("errand.http.document-limit", "3MB"),
                Map.entry("errand.http.upload-limit", "2MB"),
                Map.entry("errand.http.streams", "500"),
                Map.entry("errand.http.heartbeat", "5s"),
                Map.entry("errand.http.head-timeout", "3s"),
                Map.entry("errand.http.connections-per-address", "70"),
                Map.entry("errand.mcp.operations", "osm-import, echo"),
                Map.entry("errand.mcp.task-after", "3s"),
                Map.entry("errand.mcp.handles", "false"),
                Map.entry("errand.mcp.origins", "https://desk.example.org"),
                Map.entry("errand.security.mode", "accounts"),
                Map.entry("errand.security.session-life", "30m"),
                Map.entry("errand.security.oidc.issuer", "https://id.example.org"),
                Map.entry("errand.security.oidc.jwk-set-uri", "https://id.example.org/keys"),
                Map.entry("errand.security.oidc.audience", "errand"),
                Map.entry("errand.security.oidc.name-claim", "email"),
                Map.entry("errand.security.oidc.roles-claim", "realm_access.roles"),
                Map.entry("errand.security.oidc.administrator-role", "boss")));

    assertThat(properties.toString()).doesNotContain("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "sesame");
    assertThat(properties)
        .isEqualTo(
            new ErrandProperties(
                "Parcel tools",
                "Tools for parcels",
                Path.of("/var/lib/errand"),
                "jdbc:postgresql://db/errand",
                "jo",
                new ErrandProperties.Secret("sesame"),
                Path.of("/run/secrets/db"),
                new ErrandProperties.Postgres(
                    20, Duration.ofSeconds(30), false, Duration.ofSeconds(5)),
                Path.of("/srv/errand"),
                ErrandProperties.Outputs.FOLDER,
                "left",
                3,
                7,
                Duration.ofSeconds(90),
                Duration.ofDays(30),
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Map.of(
                    "osm-import",
                    new ErrandProperties.PerOperation(
                        Duration.ofDays(1), 3L, 2L, 100L, Rate.valueOf("60/1m"))),
                new LimitProperties(
                    SharedBy.USER,
                    new LimitProperties.PerScope(null, 10_000L, null, null),
                    new LimitProperties.PerScope(5L, null, Rate.valueOf("10/1s"), null),
                    Map.of("ada", new LimitProperties.PerScope(null, null, null, 3)),
                    new LimitProperties.PerScope(8L, null, null, null),
                    Map.of("7", new LimitProperties.PerScope(9L, null, null, null))),
                List.of(Path.of("/srv/maps")),
                Path.of("/srv/operations"),
                new ErrandProperties.Outgoing(List.of("hooks.intra", "10.0.0.0/8")),
                new ErrandProperties.Callbacks(
                    new ErrandProperties.Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
                new ErrandProperties.Http(
                    "/",
                    URI.create("https://example.org/geo"),
                    true,
                    DataSize.ofKilobytes(1),
                    DataSize.ofMegabytes(3),
                    DataSize.ofMegabytes(2),
                    500,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(3),
                    70),
                new ErrandProperties.Mcp(
                    List.of("osm-import", "echo"),
                    Duration.ofSeconds(3),
                    false,
                    List.of("https://desk.example.org")),
                new ErrandProperties.Security(
                    SecurityMode.ACCOUNTS,
                    Duration.ofMinutes(30),
                    new ErrandProperties.Oidc(
                        URI.create("https://id.example.org"),
                        URI.create("https://id.example.org/keys"),
                        "errand",
                        "email",
                        "realm_access.roles",
                        "boss")),
                new ErrandProperties.Osm(URI.create("http://127.0.0.1:9/api")),
                new ErrandProperties.Repositories(Duration.ofMinutes(5))));
  }

  @Test
  void refusesUnknownKeys() {
    assertThatThrownBy(() -> bind(Map.of("errand.wrokers", "3")))
        .hasRootCauseInstanceOf(UnboundConfigurationPropertiesException.class)
        .rootCause()
        .hasMessageContaining("errand.wrokers");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> bind(Map.of("errand.workers", "-1")))
        .hasRootCauseMessage("errand.workers is too small");
    assertThatThrownBy(() -> bind(Map.of("errand.postgres.readers", "0")))
        .hasRootCauseMessage("errand.postgres.readers is too small");
    assertThatThrownBy(() -> bind(Map.of("errand.postgres.lease", "999ms")))
        .hasRootCauseMessage("errand.postgres.lease is too small");
    assertThatThrownBy(() -> bind(Map.of("errand.shared", "/srv/errand")))
        .rootCause()
        .hasMessageContaining("errand.shared (--shared) needs errand.store (--store jdbc:");
    assertThatThrownBy(() -> bind(Map.of("errand.outputs", "database")))
        .hasRootCauseMessage("errand.outputs=database needs errand.store");
    assertThatThrownBy(() -> bind(Map.of("errand.retention", "-1s")))
        .hasRootCauseMessage("errand.retention is too small");
    assertThatThrownBy(
            () -> bind(Map.of("errand.retention", "2d", "errand.retention-maximum", "1d")))
        .hasRootCauseMessage(
            "errand.retention-maximum is less than errand.retention; raise the one or lower the"
                + " other");
    assertThatThrownBy(() -> bind(Map.of("errand.operations.x.retention", "-1s")))
        .hasRootCauseMessage("errand.operations.*.retention is too small");
    assertThatThrownBy(() -> bind(Map.of("errand.repositories.transaction-timeout", "0s")))
        .hasRootCauseMessage("errand.repositories.transaction-timeout is too small");
    assertThatThrownBy(() -> bind(Map.of("errand.outgoing.allow", "hooks.intra,10.0.0.0/99")))
        .hasRootCauseMessage(
            "errand.outgoing.allow: '10.0.0.0/99' is no host name, no address and no network such"
                + " as 10.0.0.0/8");
    assertThatThrownBy(() -> bind(Map.of("errand.http.base-path", "tasks")))
        .hasRootCauseMessage("a base path begins with / and has no *");
    assertThatThrownBy(() -> bind(Map.of("errand.http.streams", "-1")))
        .hasRootCauseMessage("errand.http.streams is too small");
    assertThatThrownBy(() -> bind(Map.of("errand.http.heartbeat", "0s")))
        .hasRootCauseMessage("errand.http.heartbeat is too small");
    assertThatThrownBy(() -> bind(Map.of("errand.http.head-timeout", "0s")))
        .hasRootCauseMessage("errand.http.head-timeout is too small");
    assertThatThrownBy(() -> bind(Map.of("errand.http.connections-per-address", "-1")))
        .hasRootCauseMessage("errand.http.connections-per-address is too small");
    assertThatThrownBy(() -> bind(Map.of("errand.security.session-life", "0s")))
        .hasRootCauseMessage("errand.security.session-life is too small");
    assertThatThrownBy(() -> bind(Map.of("errand.security.oidc.issuer", "https://id.example.org")))
        .hasRootCauseMessage("errand.security.oidc.issuer needs errand.security.mode=accounts");
    assertThatThrownBy(() -> bind(Map.of("errand.security.oidc.audience", "errand")))
        .hasRootCauseMessage("errand.security.oidc.issuer is the https address of the issuer");
  }

  @Test
  void mapsTheBasePathToAServletPattern() {
    assertThat(bind(Map.of()).http().mapping()).isEqualTo("/errand/*");
    assertThat(bind(Map.of("errand.http.base-path", "/")).http().mapping()).isEqualTo("/*");
  }

  private static ErrandProperties bind(Map<String, Object> settings) {
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("test", settings));
      context.register(Settings.class);
      context.refresh();
      return context.getBean(ErrandProperties.class);
    }
  }
}
