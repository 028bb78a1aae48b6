// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.http.outgoing.AddressRule;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings under {@code errand.*}. A key that is not among them stops the start.
 *
 * @param title {@code errand.title}: what the landing page is headed with
 * @param description {@code errand.description}: what stands below that; by default nothing
 * @param data {@code errand.data}: the folder where tasks and files are kept
 * @param workers {@code errand.workers}: how many tasks run at once; 0 means as many as there are
 *     cores, at least 2
 * @param waitingWorkers {@code errand.waiting-workers}: how many tasks of operations that mostly
 *     wait run at once
 * @param retention {@code errand.retention}: how long a task stays readable after its end
 * @param stopPatience {@code errand.stop-patience}: how long running tasks may go on when the
 *     application stops
 * @param files {@code errand.files}: folders whose files callers may name as inputs, beside those
 *     the host allows
 * @param outgoing settings of requests that callers have the server send
 * @param http settings of the servlet
 * @param security settings of who may come in
 * @param osm settings of OpenStreetMap operations
 * @param repositories settings of repositories
 */
@ConfigurationProperties(prefix = "errand", ignoreUnknownFields = false)
public record ErrandProperties(
    @DefaultValue("Errand") String title,
    @DefaultValue("") String description,
    @DefaultValue("errand-data") Path data,
    @DefaultValue("0") int workers,
    @DefaultValue("1000") int waitingWorkers,
    @DefaultValue("10m") Duration retention,
    @DefaultValue("20s") Duration stopPatience,
    @DefaultValue List<Path> files,
    @DefaultValue Outgoing outgoing,
    @DefaultValue Http http,
    @DefaultValue Security security,
    @DefaultValue Osm osm,
    @DefaultValue Repositories repositories) {

  /**
   * The settings under {@code errand.outgoing.*}, for callbacks, inputs by reference and imports
   * from URLs.
   *
   * @param allow {@code errand.outgoing.allow}: hosts, addresses and networks ({@code 10.0.0.0/8})
   *     that such requests may go to although they are not public
   */
  public record Outgoing(@DefaultValue List<String> allow) {

    public Outgoing {
      try {
        AddressRule.allowing(allow);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("errand.outgoing.allow: " + e.getMessage());
      }
      allow = List.copyOf(allow);
    }

    AddressRule rule() {
      return AddressRule.allowing(allow);
    }
  }

  /**
   * The settings under {@code errand.osm.*}.
   *
   * @param overpass {@code errand.osm.overpass}: the Overpass server that downloads ask; trusted
   *     whatever its address. May hold user-info, which is sent and not shown
   */
  public record Osm(@DefaultValue("https://overpass-api.de/api/interpreter") URI overpass) {}

  /**
   * The settings under {@code errand.repositories.*}.
   *
   * @param transactionTimeout {@code errand.repositories.transaction-timeout}: how long a
   *     transaction may be left alone before it ends by itself
   */
  public record Repositories(@DefaultValue("1h") Duration transactionTimeout) {

    public Repositories {
      requireNotNegative(
          "errand.repositories.transaction-timeout", transactionTimeout.toNanos() - 1);
    }
  }

  /**
   * The settings under {@code errand.http.*}.
   *
   * @param basePath {@code errand.http.base-path}: where the servlet stands; {@code /} means
   *     everywhere that nothing else is
   * @param publicUrl {@code errand.http.public-url}: the address for links in answers; by default
   *     as each request was addressed
   * @param trustForwarded {@code errand.http.trust-forwarded}: whether Forwarded and X-Forwarded-*
   *     headers are believed; only behind a proxy that sets them
   * @param bodyLimit {@code errand.http.body-limit}: the largest body of a request that is no
   *     upload
   * @param documentLimit {@code errand.http.document-limit}: the largest JSON document that asks
   *     for an execution
   * @param uploadLimit {@code errand.http.upload-limit}: the largest upload
   * @param streams {@code errand.http.streams}: how many streams of events and logs, and as many
   *     long polls, may be open at once; 0 means one for each 64 KiB of the largest heap, at least
   *     100
   * @param heartbeat {@code errand.http.heartbeat}: after how long a stream without news shows that
   *     it is alive
   */
  public record Http(
      @DefaultValue("/errand") String basePath,
      @Nullable URI publicUrl,
      @DefaultValue("false") boolean trustForwarded,
      @DefaultValue("64KB") DataSize bodyLimit,
      @DefaultValue("4MB") DataSize documentLimit,
      @DefaultValue("4GB") DataSize uploadLimit,
      @DefaultValue("0") int streams,
      @DefaultValue("15s") Duration heartbeat) {

    public Http {
      if (!basePath.startsWith("/") || basePath.contains("*")) {
        throw new IllegalArgumentException("a base path begins with / and has no *");
      }
      requireNotNegative("errand.http.streams", streams);
      requireNotNegative("errand.http.heartbeat", heartbeat.toMillis() - 1);
    }

    /** The base path as the pattern of a servlet mapping. */
    String mapping() {
      return basePath.endsWith("/") ? basePath + "*" : basePath + "/*";
    }
  }

  /**
   * The settings under {@code errand.security.*}.
   *
   * @param mode {@code errand.security.mode}: who says who calls; {@code accounts}, {@code
   *     container} or {@code open}
   * @param sessionLife {@code errand.security.session-life}: how long a session of an account lasts
   * @param oidc whose tokens are believed beside our own
   */
  public record Security(
      @DefaultValue("container") SecurityMode mode,
      @DefaultValue("12h") Duration sessionLife,
      @Nullable Oidc oidc) {

    public Security {
      requireNotNegative("errand.security.session-life", sessionLife.toSeconds() - 1);
      if (oidc != null && mode != SecurityMode.ACCOUNTS) {
        throw new IllegalArgumentException(
            "errand.security.oidc.issuer needs errand.security.mode=accounts");
      }
    }
  }

  /**
   * The settings under {@code errand.security.oidc.*}, for tokens of an OpenID Connect issuer.
   *
   * @param issuer {@code errand.security.oidc.issuer}: what a token's claim {@code iss} must be
   * @param jwkSetUri {@code errand.security.oidc.jwk-set-uri}: where its keys are; by default as
   *     its discovery document says
   * @param audience {@code errand.security.oidc.audience}: what the claim {@code aud} must hold; by
   *     default anything
   * @param nameClaim {@code errand.security.oidc.name-claim}: the claim with the user's name; where
   *     it is missing, {@code sub}
   * @param rolesClaim {@code errand.security.oidc.roles-claim}: the claim with the user's roles;
   *     dots lead into objects
   * @param administratorRole {@code errand.security.oidc.administrator-role}: the role that makes
   *     an administrator; by default none
   */
  public record Oidc(
      URI issuer,
      @Nullable URI jwkSetUri,
      @Nullable String audience,
      @DefaultValue("preferred_username") String nameClaim,
      @DefaultValue("roles") String rolesClaim,
      @Nullable String administratorRole) {

    public Oidc {
      if (issuer == null || !issuer.isAbsolute()) {
        throw new IllegalArgumentException(
            "errand.security.oidc.issuer is the https address of the issuer");
      }
    }
  }

  public ErrandProperties {
    files = List.copyOf(files);
    requireNotNegative("errand.workers", workers);
    requireNotNegative("errand.waiting-workers", waitingWorkers - 1);
    requireNotNegative("errand.retention", retention.toNanos());
    requireNotNegative("errand.stop-patience", stopPatience.toNanos());
    if (workers == 0) {
      workers = Math.max(2, Runtime.getRuntime().availableProcessors());
    }
  }

  private static void requireNotNegative(String key, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(key + " is too small");
    }
  }
}
