// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.document.Document;
import dev.errand.files.LeftFiles;
import dev.errand.operation.CancelledException;
import dev.errand.testkit.AttemptContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cancels that come at a certain moment. */
final class CancelledLoadingTest {

  private static final int FILES = 250;

  @TempDir private Path data;
  private Workplace place;
  private AttemptContext context;
  private ZoneInputs zone;

  @BeforeEach
  void start() throws Exception {
    place = new Workplace(data);
    context = new AttemptContext(data.resolve("scratch"));
    zone = new ZoneInputs(Village.SPECS, 11, Optional.empty(), Optional.empty());
    Files.createDirectories(place.zone(11));
  }

  @AfterEach
  void stop() {
    Thread.interrupted();
    place.close();
  }

  /** Cancels once so many files were spoken of in words that begin so. */
  private void cancelAt(String words, double amount) {
    context.onProgress(said -> {
      if (said.text().startsWith(words) && said.amount() == amount) {
        context.cancel();
      }
    });
  }

  @Test
  void anUnzipThatIsCancelledLeavesNothing() throws Exception {
    Files.write(place.zone(11).resolve("up.zip"), Zips.many(FILES));
    cancelAt("Unzipping", 100);
    LoadUnzip unzip = new LoadUnzip(place.site, UnzipLimits.DEFAULTS);
    assertThatThrownBy(() -> unzip.run(new LoadUnzip.Inputs(zone, "up.zip", true), context))
        .isInstanceOf(CancelledException.class);
    assertThat(place.zone(11)).isDirectoryNotContaining(file -> !file.endsWith("up.zip"));
    assertThat(LeftFiles.in(place.folders.unfinished())).isEmpty();
  }

  @Test
  void aLoadThatIsCancelledKeepsWhatItLoaded() throws Exception {
    for (int i = 0; i < FILES; i++) {
      Files.writeString(place.zone(11).resolve("file-%03d".formatted(i)), "text");
    }
    cancelAt("Loading", 150);
    LoadStart load = new LoadStart(place.site, place.documents);
    LoadResult result =
        load.run(new LoadStart.Inputs(zone, Optional.empty(), Optional.empty(), false), context);
    assertThat(result.files()).isBetween(150L, 151L);
    List<Document> registered = place.documents.below(Village.SPECS, "", "", FILES);
    assertThat(registered).hasSize((int) result.files());
    for (Document document : registered) {
      assertThat(place.documentsFolder().resolve(document.path())).exists();
      assertThat(place.zone(11).resolve(document.path())).doesNotExist();
    }
    assertThat(place.zone(11).toFile().list()).hasSize(FILES - registered.size());
  }
}
