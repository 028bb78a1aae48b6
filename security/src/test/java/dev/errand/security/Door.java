// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.Errand;
import dev.errand.access.PasswordHashes;
import dev.errand.access.SecretFiles;
import dev.errand.access.TokenSecret;
import dev.errand.access.Tokens.Token;
import dev.errand.geogig.GeoGigTasks;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.Dialect;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.LocalOnlyFilter;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import dev.errand.pageseeder.LogInRoutes;
import dev.errand.pageseeder.PageSeederDialect;
import dev.errand.sqlite.SqliteAccounts;
import dev.errand.sqlite.SqliteStore;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.http.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A server with accounts on real HTTP: GeoGig's tasks, log-ins, and a PageSeeder path. */
final class Door implements AutoCloseable {

  static final String PASSWORD = "pä:ss wörd";

  final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
  final AtomicLong nanos = new AtomicLong();
  final LogIn logIn;
  final Counting hashes = new Counting();
  final SqliteAccounts accounts;
  final TestServer server;

  private final Path folder;
  private final Errand errand;

  /** Counts what it passes on. */
  static final class Counting implements PasswordHashes {
    private final PasswordHashes real = new SpringPasswordHashes();
    final AtomicInteger comparisons = new AtomicInteger();

    @Override
    public String hash(CharSequence password) {
      return real.hash(password);
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
      comparisons.incrementAndGet();
      return real.matches(password, hash);
    }
  }

  record Inputs() {}

  private static final class Nothing implements Operation<Inputs, String> {
    @Override
    public OperationSpec<Inputs, String> spec() {
      return OperationSpec.of("nothing", "Does nothing", Inputs.class, String.class);
    }

    @Override
    public String run(Inputs inputs, TaskContext context) {
      return "done";
    }
  }

  /** Says who calls. */
  private record Who() implements RouteSet {
    @Override
    public Dialect dialect() {
      return PageSeederDialect.INSTANCE;
    }

    @Override
    public List<Route> routes() {
      return List.of(
          Route.get("/ps/service/who", request -> Response.text(200, request.principal().shown())),
          Route.changing(
              "POST",
              "/ps/service/change",
              request -> Response.text(200, request.principal().shown())));
    }
  }

  Door(Path folder) throws Exception {
    this(folder, HttpSettings.DEFAULTS, Optional.empty());
  }

  Door(Path folder, HttpSettings settings, Optional<OidcSettings> oidc) throws Exception {
    this.folder = folder;
    accounts = SqliteAccounts.in(folder);
    errand =
        Errand.builder()
            .store(SqliteStore.in(folder))
            .data(folder)
            .operations(List.of(new Nothing()))
            .build();
    errand.start();
    logIn = new LogIn(accounts, hashes, clock, nanos::get);
    SessionCookies sessions = new SessionCookies(sessionsOfNextProcess(), settings);
    AccountPrincipals principals =
        new AccountPrincipals(
            accounts,
            logIn,
            sessions,
            oidc.map(with -> new IssuedTokens(accounts, with, java.time.Clock.systemUTC())),
            settings);
    server =
        new TestServer(
                new ErrandServlet(
                    settings,
                    principals,
                    List.of(
                        new GeoGigTasks(errand, new TaskBodies(Map.of()), Duration.ofSeconds(5)),
                        new Who(),
                        new LogInRoutes(new PasswordSessions(accounts, logIn, sessions)),
                        new OAuthTokenRoutes(accounts, logIn, clock))))
            .filter(new LocalOnlyFilter(principals::isOpen));
  }

  Door with(String account) {
    accounts.add(account, hashes.hash(PASSWORD), false);
    return this;
  }

  Errand errand() {
    return errand;
  }

  /** Another process, later, on the same folder. */
  SignedSessions sessionsOfNextProcess() {
    return new SignedSessions(
        accounts,
        new SecretFiles(folder),
        EndedSessions.in(folder, clock),
        Duration.ofHours(12),
        clock);
  }

  static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ':' + password).getBytes(StandardCharsets.UTF_8));
  }

  /** A token of the account's, as somebody made it for a program. */
  String token(String account, Duration life) {
    TokenSecret secret = TokenSecret.fresh();
    Instant now = clock.instant();
    accounts
        .tokens()
        .add(
            new Token(secret.sha256().substring(0, 8), account, "program", now, now.plus(life)),
            secret.sha256());
    return secret.text();
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return server.get(path, headers);
  }

  /** A form made of names and values in turn. */
  HttpResponse<String> post(String path, List<String> headers, String... form)
      throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < form.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(form[i])
          .append('=')
          .append(URLEncoder.encode(form[i + 1], StandardCharsets.UTF_8));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }
    return server.send(request.build());
  }

  /** A new session of the account's, as its cookie holds it. */
  String session(String account) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        post("/authenticate", List.of(), "username", account, "password", PASSWORD);
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split("[=;]")[1];
  }

  @Override
  public void close() throws Exception {
    server.close();
    errand.close();
    accounts.close();
  }
}
