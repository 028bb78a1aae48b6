// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL that syncs, that can be stopped at once without a word, and started again. */
final class CrashingServer implements AutoCloseable {

  private final Path data;
  private final Map<String, String> settings;
  private EmbeddedPostgres server;

  /**
   * @param data a folder for its files, which need not exist
   * @param settings of its own
   */
  CrashingServer(Path data, Map<String, String> settings) {
    this.data = data;
    this.settings = settings;
    this.server = Servers.start(builder());
  }

  CrashingServer(Path data) {
    this(data, Map.of());
  }

  private EmbeddedPostgres.Builder builder() {
    EmbeddedPostgres.Builder builder =
        Servers.newest()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on");
    settings.forEach(builder::setServerConfig);
    return builder;
  }

  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  int port() {
    return server.getPort();
  }

  /** A postmaster that gets SIGQUIT ends at once, as by {@code pg_ctl stop -m immediate}. */
  void crash() throws IOException, InterruptedException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    Process kill = new ProcessBuilder("kill", "-QUIT", String.valueOf(pid)).start();
    assertThat(kill.waitFor()).isZero();
    postmaster.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** After a crash, on the same port. */
  void restart() throws IOException {
    server.close();
    server = Servers.start(builder().setPort(server.getPort()));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
