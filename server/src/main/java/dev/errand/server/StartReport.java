// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.Accounts;
import dev.errand.http.Principals;
import dev.errand.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * What a person reads once the server answers.
 *
 * @param url where it answers
 * @param data its data folder
 * @param shared the folder it shares with other servers, where it does
 * @param store its database, where it has one
 * @param logIn who may call, as options of curl; nothing where everybody on this machine may
 */
record StartReport(
    String url, Path data, Optional<Path> shared, Optional<String> store, String logIn) {

  private static final String PASSWORD = "-u NAME";
  private static final String TOKEN = "-H 'Authorization: Bearer TOKEN'";

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
    %s%s  stop      Ctrl-C
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
            needed(),
            option(),
            url,
            option(),
            url,
            url);
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
