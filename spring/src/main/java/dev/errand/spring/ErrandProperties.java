// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.limit.Rate;
import dev.errand.outgoing.AddressRule;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * @param store {@code errand.store}: the JDBC URL of the PostgreSQL database where tasks, accounts
 *     and what belongs to them are kept; by default in the data folder
 * @param storeUser {@code errand.store-user}: who connects to it
 * @param storePassword {@code errand.store-password}: the password of that user
 * @param storePasswordFile {@code errand.store-password-file}: a file that holds the password
 * @param postgres settings of how that database is used
 * @param shared {@code errand.shared}: a folder that all nodes of the database reach, for the files
 *     that tasks leave where {@code errand.outputs} says so, and in the standalone server for what
 *     operations keep; by default nothing is shared
 * @param outputs {@code errand.outputs}: where the files that tasks leave are kept, {@code
 *     database} or {@code folder}; by default in the database, if there is one
 * @param node {@code errand.node}: the name of this process among those that share the database; by
 *     default made from the name of the machine and the process id
 * @param workers {@code errand.workers}: how many tasks run at once; 0 means as many as there are
 *     cores, at least 2
 * @param waitingWorkers {@code errand.waiting-workers}: how many tasks of operations that mostly
 *     wait run at once
 * @param retention {@code errand.retention}: how long a task stays readable after its end
 * @param retentionMaximum {@code errand.retention-maximum}: the longest that may be asked for with
 *     a submission; by default a day, or {@code errand.retention} if that is longer
 * @param stopPatience {@code errand.stop-patience}: how long running tasks may go on when the
 *     application stops
 * @param abandonAfter {@code errand.abandon-after}: how long an attempt that was told to stop may
 *     go on before it is given up and its worker replaced
 * @param operations settings of single operations by their names, for which dashes do not count
 * @param limits how many tasks may run and wait
 * @param files {@code errand.files}: folders whose files callers may name as inputs, beside those
 *     the host allows
 * @param programs {@code errand.programs}: a file that declares a program as an operation, or a
 *     folder of such files, for the standalone server; by default none
 * @param outgoing settings of requests that callers have the server send
 * @param callbacks settings of what subscribers are told
 * @param http settings of the servlet
 * @param mcp settings of the Model Context Protocol
 * @param security settings of who may come in
 * @param osm settings of OpenStreetMap operations
 * @param repositories settings of repositories
 */
@ConfigurationProperties(prefix = "errand", ignoreUnknownFields = false)
public record ErrandProperties(
    @DefaultValue("Errand") String title,
    @DefaultValue("") String description,
    @DefaultValue("errand-data") Path data,
    @Nullable String store,
    @Nullable String storeUser,
    @Nullable Secret storePassword,
    @Nullable Path storePasswordFile,
    @DefaultValue Postgres postgres,
    @Nullable Path shared,
    @Nullable Outputs outputs,
    @Nullable String node,
    @DefaultValue("0") int workers,
    @DefaultValue("1000") int waitingWorkers,
    @DefaultValue("10m") Duration retention,
    @Nullable Duration retentionMaximum,
    @DefaultValue("20s") Duration stopPatience,
    @DefaultValue("1h") Duration abandonAfter,
    @DefaultValue Map<String, PerOperation> operations,
    @DefaultValue LimitProperties limits,
    @DefaultValue List<Path> files,
    @Nullable Path programs,
    @DefaultValue Outgoing outgoing,
    @DefaultValue Callbacks callbacks,
    @DefaultValue Http http,
    @DefaultValue Mcp mcp,
    @DefaultValue Security security,
    @DefaultValue Osm osm,
    @DefaultValue Repositories repositories) {

  /**
   * A setting that is never shown.
   *
   * @param text what was set
   */
  public record Secret(String text) {

    @Override
    public String toString() {
      return "***";
    }
  }

  /** Where the files that tasks leave are kept. */
  public enum Outputs {
    /** With the tasks, in PostgreSQL. */
    DATABASE,
    /** In {@code outputs} of {@code errand.shared}, or else of {@code errand.data}. */
    FOLDER
  }

  /**
   * The settings under {@code errand.operations.NAME.*}.
   *
   * @param retention {@code errand.operations.NAME.retention}: how long its tasks stay readable
   *     after their end
   * @param concurrency {@code errand.operations.NAME.concurrency}: how many of its tasks run at
   *     once on all nodes together
   * @param concurrencyPerNode {@code errand.operations.NAME.concurrency-per-node}: how many run at
   *     once on a node
   * @param waiting {@code errand.operations.NAME.waiting}: how many may wait
   * @param rate {@code errand.operations.NAME.rate}: how many starts in what time, {@code 60/1m}
   */
  public record PerOperation(
      @Nullable Duration retention,
      @Nullable Long concurrency,
      @Nullable Long concurrencyPerNode,
      @Nullable Long waiting,
      @Nullable Rate rate) {

    public PerOperation {
      if (retention != null) {
        requireNotNegative("errand.operations.*.retention", retention.toMillis());
      }
    }
  }

  /**
   * The settings under {@code errand.postgres.*}, for the database that {@code errand.store} names.
   *
   * @param readers {@code errand.postgres.readers}: the most connections that read tasks at the
   *     same time
   * @param lease {@code errand.postgres.lease}: how long a node may run its tasks without renewing,
   *     which it does three times as often; the same at all nodes
   * @param listens {@code errand.postgres.listens}: whether other nodes are heard by notifications;
   *     {@code false} where a connection pooler is in between, which swallows them
   * @param patience {@code errand.postgres.patience}: how long a caller waits for a database that
   *     does not answer
   */
  public record Postgres(
      @DefaultValue("8") int readers,
      @DefaultValue("15s") Duration lease,
      @DefaultValue("true") boolean listens,
      @DefaultValue("15s") Duration patience) {

    public Postgres {
      requireNotNegative("errand.postgres.readers", readers - 1);
      requireNotNegative("errand.postgres.lease", lease.toMillis() - 1_000);
      requireNotNegative("errand.postgres.patience", patience.toMillis() - 1);
    }
  }

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
   * The settings under {@code errand.callbacks.*}.
   *
   * @param secret {@code errand.callbacks.secret}: what callbacks are signed with, {@code whsec_}
   *     and 24 to 64 bytes in Base64; by default made once and kept in the data folder, or in the
   *     database
   */
  public record Callbacks(@Nullable Secret secret) {}

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
   * The settings under {@code errand.mcp.*}.
   *
   * @param operations {@code errand.mcp.operations}: the operations that are tools, {@code *} for
   *     all; by default those that are marked for it
   * @param taskAfter {@code errand.mcp.task-after}: calls of what is known to take longer become
   *     tasks, for clients that can hold them; a call that waits so long is answered as a stream
   * @param handles {@code errand.mcp.handles}: whether there are tools that start, follow and
   *     cancel tasks, for clients that cannot hold them
   * @param origins {@code errand.mcp.origins}: origins of web pages that may call, besides the
   *     server's own
   */
  public record Mcp(
      @DefaultValue List<String> operations,
      @DefaultValue("1s") Duration taskAfter,
      @DefaultValue("true") boolean handles,
      @DefaultValue List<String> origins) {

    public Mcp {
      requireNotNegative("errand.mcp.task-after", taskAfter.toMillis() - 1);
      operations = List.copyOf(operations);
      origins = List.copyOf(origins);
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
   * @param headTimeout {@code errand.http.head-timeout}: how long the head of a request may take,
   *     and whatever comes before the first of a connection; heeded by the standalone server
   * @param connectionsPerAddress {@code errand.http.connections-per-address}: how many connections
   *     may come from one address; 0 means a quarter of all, or any number where a proxy is
   *     trusted; heeded by the standalone server
   */
  public record Http(
      @DefaultValue("/errand") String basePath,
      @Nullable URI publicUrl,
      @DefaultValue("false") boolean trustForwarded,
      @DefaultValue("64KB") DataSize bodyLimit,
      @DefaultValue("4MB") DataSize documentLimit,
      @DefaultValue("4GB") DataSize uploadLimit,
      @DefaultValue("0") int streams,
      @DefaultValue("15s") Duration heartbeat,
      @DefaultValue("20s") Duration headTimeout,
      @DefaultValue("0") int connectionsPerAddress) {

    public Http {
      if (!basePath.startsWith("/") || basePath.contains("*")) {
        throw new IllegalArgumentException("a base path begins with / and has no *");
      }
      requireNotNegative("errand.http.streams", streams);
      requireNotNegative("errand.http.heartbeat", heartbeat.toMillis() - 1);
      requireNotNegative("errand.http.head-timeout", headTimeout.toMillis() - 1);
      requireNotNegative("errand.http.connections-per-address", connectionsPerAddress);
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
    operations = Map.copyOf(operations);
    files = List.copyOf(files);
    requireNotNegative("errand.workers", workers);
    requireNotNegative("errand.waiting-workers", waitingWorkers - 1);
    requireNotNegative("errand.retention", retention.toMillis());
    if (retentionMaximum != null && retentionMaximum.compareTo(retention) < 0) {
      throw new IllegalArgumentException(
          "errand.retention-maximum is less than errand.retention; raise the one or lower the"
              + " other");
    }
    requireNotNegative("errand.stop-patience", stopPatience.toNanos());
    requireNotNegative("errand.abandon-after", abandonAfter.toMillis());
    if (shared != null && store == null) {
      throw new IllegalArgumentException(
          "errand.shared (--shared) needs errand.store (--store jdbc:postgresql://…): several"
              + " servers on one folder know of each other by their database");
    }
    if (outputs == Outputs.DATABASE && store == null) {
      throw new IllegalArgumentException("errand.outputs=database needs errand.store");
    }
    if (workers == 0) {
      workers = Math.max(2, Runtime.getRuntime().availableProcessors());
    }
  }

  /** Where what outlives a node may be from before there was a database. */
  List<Path> folders() {
    return shared == null ? List.of(data) : List.of(data, shared);
  }

  private static void requireNotNegative(String key, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(key + " is too small");
    }
  }
}
