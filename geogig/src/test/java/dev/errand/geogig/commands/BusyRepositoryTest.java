// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.files.FolderLocks;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.RepositorySettings;
import dev.errand.http.ContainerPrincipals;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.testkit.http.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a repository that another server changes for a long time. */
class BusyRepositoryTest {

  @TempDir private Path root;

  @Test
  void callersAreToldToComeAgainWhileSomebodyElseChangesIt() throws Exception {
    RepositorySettings settings =
        RepositorySettings.by(Clock.systemUTC()).patience(Duration.ofMillis(50));
    try (Repositories impatient = Repositories.open(root, settings)) {
      impatient.init("a");
      try (FolderLocks locks = FolderLocks.open(root);
          FolderLocks.Held _ = locks.tryLock("commit a").orElseThrow();
          TestServer http =
              new TestServer(
                  new ErrandServlet(
                      HttpSettings.DEFAULTS,
                      ContainerPrincipals.open(),
                      List.of(new RepositoryRoutes(impatient))))) {
        HttpResponse<String> answer = http.get("/repos/a/beginTransaction.json");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.body())
            .contains("The repository 'a' has been busy with other changes")
            .doesNotContain(root.toString());
      }
      assertThat(impatient.open("a").transactions().begin(Optional.empty())).isNotNull();
    }
  }
}
