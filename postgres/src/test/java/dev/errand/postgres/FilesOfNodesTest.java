// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.task.Download;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Work;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Any node serves the files of any task, and none goes while another node serves it. */
@Timeout(60)
class FilesOfNodesTest {

  private static final String FILE = "report.txt";

  private final PostgresSettings settings = Database.fresh();
  private final OutputTables tables = new OutputTables(settings);
  @TempDir private Path data;
  private Errand one;
  private Errand two;

  @BeforeEach
  void build() {
    one = node("one");
    two = node("two");
  }

  private Errand node(String name) {
    return Errand.builder()
        .store(PostgresStore.at(settings))
        .data(data.resolve(name))
        .node(name)
        .operation(
            Work.of((in, context) -> {
              Files.writeString(context.output(FILE, "text/plain"), "hello " + in.name());
              return null;
            }))
        .build();
  }

  private Task finished() throws InterruptedException {
    Task task = one.submit(Work.submission("ann").build());
    Task ended = one.await(task.id(), Duration.ofSeconds(30)).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    return ended;
  }

  private static String content(Download download) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    download.copyTo(bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @AfterEach
  void close() {
    two.close();
    one.close();
  }

  @Test
  void aNodeServesWhatAnotherMadeAndHoldsItWhenThatPrunesIt() throws Exception {
    one.start();
    Task task = finished();
    two.start();
    try (Download download = two.download(task.id(), FILE).orElseThrow()) {
      assertThat(one.prune(task.id())).isPresent();
      tables.await("SELECT count(*) FROM output_file WHERE doomed", 1);
      assertThat(two.download(task.id(), FILE)).isEmpty();
      assertThat(content(download)).isEqualTo("hello ann");
    }
    tables.await("SELECT count(*) FROM output_file", 0);
  }

  @Test
  void whatACrashLeftGoesAndWhatATaskHasStays() throws Exception {
    one.start();
    Task task = finished();
    tables.change(
        "INSERT INTO output_file (id, task, epoch, name)"
            + " VALUES (gen_random_uuid(), gen_random_uuid(), 1, 'orphan')");
    two.start();
    tables.await("SELECT count(*) FROM output_file", 1);
    try (Download download = two.download(task.id(), FILE).orElseThrow()) {
      assertThat(content(download)).isEqualTo("hello ann");
    }
  }
}
