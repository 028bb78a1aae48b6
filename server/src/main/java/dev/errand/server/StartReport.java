// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.Accounts;
import dev.errand.http.Principals;
import dev.errand.postgres.PostgresSettings;
import dev.errand.spring.ErrandProperties;
import dev.errand.task.ShortTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * What a person reads once the server answers.
 *
 * @param url where it answers
 * @param data its data folder
 * @param shared the folder it shares with other servers, where it does
 * @param store its database, where it has one
 * @param retention how long its tasks are kept, unless something else is said of one
 * @param logIn who may call, as options of curl; nothing where everybody on this machine may
 */
record StartReport(
    String url,
    Path data,
    Optional<Path> shared,
    Optional<String> store,
    Duration retention,
    String logIn) {

  private static final String PASSWORD = "-u NAME";
  private static final String TOKEN = "-H 'Authorization: Bearer TOKEN'";

  /** How long GeoGig keeps tasks, and nobody who polls them need be told of. */
  private static final Duration GEOGIG = Duration.ofMinutes(10);

  static StartReport of(ServletWebServerApplicationContext context) {
    String host = context.getEnvironment().getProperty("server.address", "127.0.0.1");
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    return new StartReport(
        (context.getEnvironment().containsProperty("server.ssl.bundle") ? "https://" : "http://")
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + port,
        context.getBean(DataFolder.class).path(),
        Optional.of(context.getBean(KeptFolder.class))
            .filter(KeptFolder::isShared)
            .map(KeptFolder::path),
        context.getBeanProvider(PostgresSettings.class).stream()
            .findFirst()
            .map(PostgresSettings::toString),
        context.getBean(ErrandProperties.class).retention(),
        logIn(context));
  }

  private static String logIn(ServletWebServerApplicationContext context) {
    if (context.getBean(Principals.class).isOpen()) {
      return "";
    }
    return context.getBean(Accounts.class).hasAccounts() ? PASSWORD : TOKEN;
  }

  @Override
  public String toString() {
    return """
    Errand %s
      address   %s
      data      %s
    %s%s  kept      %s
      stop      Ctrl-C
    Try it in a second terminal%s:
      curl %s-H 'Content-Type: application/json' -d '{"inputs":{"text":"hello"},"response":"document"}' %s/processes/echo/execution
      curl %s%s/jobs
    and in a browser:
      %s/\
    """
        .formatted(
            Version.current(),
            url,
            data,
            shared.map("  shared    %s\n"::formatted).orElse(""),
            store.map("  store     %s\n"::formatted).orElse(""),
            kept(),
            needed(),
            option(),
            url,
            option(),
            url,
            url);
  }

  private String kept() {
    String time = "tasks for %s after their end".formatted(ShortTime.of(retention));
    return retention.equals(GEOGIG)
        ? time + ", as GeoGig's clients expect (--retention 1d: a day)"
        : time;
  }

  private String option() {
    return logIn.isEmpty() ? "" : logIn + " ";
  }

  private String needed() {
    return switch (logIn) {
      case PASSWORD -> ", with the name of a user (curl asks for the password)";
      case TOKEN -> ", with a token of your issuer";
      default -> "";
    };
  }
}
