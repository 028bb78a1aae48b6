// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One PostgreSQL of this machine that syncs its files and may be lost at any moment. */
final class Server {

  /** Which line of {@code postmaster.pid} tells key and id of the shared memory, from 0. */
  private static final int SHARED_MEMORY = 6;

  private final Path data;
  private EmbeddedPostgres server;

  private Server(Path data, EmbeddedPostgres server) {
    this.data = data;
    this.server = server;
  }

  /**
   * @param data its files; made if there are none
   */
  static Server start(Path data) throws IOException {
    return new Server(data, builder(data).start());
  }

  private static EmbeddedPostgres.Builder builder(Path data) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(Duration.ofSeconds(120))
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "200")
        .setServerConfig("track_commit_timestamp", "on")
        .setServerConfig("shared_buffers", "64MB")
        .setServerConfig("wal_keep_size", "512MB")
        .setServerConfig("wal_retrieve_retry_interval", "200ms")
        .setServerConfig("wal_receiver_timeout", "10s")
        .setServerConfig("wal_sender_timeout", "10s")
        .setServerConfig("dynamic_shared_memory_type", "mmap");
  }

  Path data() {
    return data;
  }

  int port() {
    return server.getPort();
  }

  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** All rows, as the texts of their columns. */
  List<List<String>> rows(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (row.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          columns.add(row.getString(i));
        }
        rows.add(columns);
      }
      return rows;
    }
  }

  /** The text of the first column of the first row, which may be NULL. */
  Optional<String> ask(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    }
  }

  /**
   * Ends it at once without a word, as by {@code pg_ctl stop -m immediate}, and starts it again.
   */
  void crash() throws IOException, InterruptedException {
    ProcessHandle postmaster = postmaster(data).orElseThrow();
    Signals.send("QUIT", postmaster.pid());
    postmaster.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    // Gives back the lock that it has on the files.
    server.close();
    server = builder(data).setPort(server.getPort()).start();
  }

  /** Kills all its processes; it is never started again. */
  void kill() throws IOException, InterruptedException {
    kill(data);
  }

  /** Kills all processes of the server whose files these are, if there are any. */
  static void kill(Path data) throws IOException, InterruptedException {
    Optional<ProcessHandle> postmaster = postmaster(data);
    if (postmaster.isEmpty()) {
      return;
    }
    List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
    List<ProcessHandle> all = postmaster.get().descendants().toList();
    postmaster.get().destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    postmaster.get().onExit().orTimeout(60, TimeUnit.SECONDS).join();
    for (ProcessHandle one : all) {
      one.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
    if (lines.size() > SHARED_MEMORY) {
      // Nobody else takes away what a killed server leaves there.
      String[] memory = lines.get(SHARED_MEMORY).strip().split(" +", -1);
      new ProcessBuilder("ipcrm", "-m", memory[memory.length - 1])
          .redirectErrorStream(true)
          .start()
          .waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static Optional<ProcessHandle> postmaster(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    return Files.exists(file)
        ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()))
        : Optional.empty();
  }
}
