// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

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
 * @param example a file to try it with, where one came along
 */
record StartReport(
    String url, Path data, Optional<Path> shared, Optional<String> store, Optional<Path> example) {

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
        Examples.osmFile());
  }

  @Override
  public String toString() {
    return """
    Errand %s
      address   %s
      data      %s
    %s%s  stop      Ctrl-C
    Try it in a second terminal:
    %s\
    """
        .formatted(
            Version.current(),
            url,
            data,
            shared.map("  shared    %s\n"::formatted).orElse(""),
            store.map("  store     %s\n"::formatted).orElse(""),
            curl().indent(2).stripTrailing());
  }

  private String curl() {
    return example
        .map(file ->
            """
            curl -X PUT %1$s/repos/demo/init
            curl -F fileUpload=@%2$s %1$s/repos/demo/osm/import
            curl %1$s/tasks\
            """
                .formatted(url, ShellWord.of(file)))
        .orElse("curl " + url + "/tasks");
  }
}
