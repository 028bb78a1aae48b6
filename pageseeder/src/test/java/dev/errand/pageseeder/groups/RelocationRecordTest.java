// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.access.Group;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is written down of a relocation, and who comes upon it. */
@Timeout(180)
class RelocationRecordTest {

  @TempDir Path data;
  private Workshop shop;
  private Group group;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(data);
    group = shop.group("acme-specs");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void whatAnEndedTaskLeftIsPutBackByTheNextOne() throws Exception {
    shop.files(group, List.of("a/1.psml", "c/3.psml"));
    shop.folder(group, "b");
    leave("a", "b/a");
    Files.createDirectories(shop.path("acme-specs/documents/b/a"));
    Files.move(
        shop.path("acme-specs/documents/a/1.psml"), shop.path("acme-specs/documents/b/a/1.psml"));

    assertThat(shop.moved(group, shop.into(group, "c", "b")).status())
        .isEqualTo(TaskStatus.FINISHED);
    shop.assertDocuments(group, List.of("a/1.psml", "b/c/3.psml"));
  }

  @Test
  void whatIsOnItsWayIsNobodyElses() throws Exception {
    shop.files(group, List.of("a/1.psml", "a/2.psml", "free.psml"));
    shop.folder(group, "b");
    leave("a", "b/a");
    DocumentMove move = new DocumentMove(shop.keeping);

    for (GroupMove.Inputs inputs :
        List.of(
            shop.into(group, "a/1.psml", ""),
            shop.into(group, "free.psml", "a"),
            shop.into(group, "free.psml", "b", "a"))) {
      assertThatThrownBy(() -> move.move(inputs))
          .isInstanceOfSatisfying(
              GroupRefusedException.class,
              e -> assertThat(e.refusal()).isEqualTo(GroupRefusal.BUSY));
    }
    assertThatThrownBy(
            () -> shop.keeping.relocations().hold(List.of(Place.document(group.id(), "a/new"))))
        .isInstanceOf(GroupRefusedException.class);
    assertThat(move.move(shop.into(group, "free.psml", "b")).path()).isEqualTo("b/free.psml");
  }

  /** Writes down a relocation as a task that has ended might have left it. */
  private void leave(String from, String to) throws IOException {
    shop.keeping.relocations().write(relocation(UUID.randomUUID(), from, to));
  }

  private Relocation relocation(UUID key, String from, String to) {
    String documents = "acme-specs/documents/";
    return new Relocation(
        key,
        "left",
        group.id(),
        1,
        Optional.empty(),
        List.of(new Relocation.Tree(documents + from, documents + to)),
        List.of(new Relocation.Shift(group.id(), from, to)),
        List.of());
  }

  private RelocationWork request() {
    return new RelocationWork(shop.keeping, UUID.randomUUID(), List.of(), RelocationWatch.NOBODY);
  }

  @Test
  void whatChangesUntilTheFilesAreTakenIsPlannedAgain() throws Exception {
    shop.files(group, List.of("a/1.psml"));
    List<String> targets = new ArrayList<>(List.of("first", "faster", "x", "x"));

    Relocation done =
        request()
            .run(key -> Optional.of(relocation(key, "a", targets.removeFirst())), Waiting.NOT)
            .orElseThrow();
    assertThat(done.shifts().getFirst().to()).isEqualTo("x");
    shop.assertDocuments(group, List.of("x/1.psml"));
  }

  @Test
  void whatBecomesImpossibleUntilTheFilesAreTakenIsNotBegun() throws IOException {
    shop.files(group, List.of("a/1.psml"));
    List<String> targets = new ArrayList<>(List.of("once"));
    assertThatThrownBy(() ->
            request()
                .run(
                    key -> {
                      if (targets.isEmpty()) {
                        throw GroupRefusal.PATH_IN_USE.because("taken");
                      }
                      return Optional.of(relocation(key, "a", targets.removeFirst()));
                    },
                    Waiting.NOT))
        .isInstanceOf(GroupRefusedException.class);
    shop.assertDocuments(group, List.of("a/1.psml"));
  }

  @Test
  void aFileThatSomebodyPutInTheWayIsNotReplaced() throws Exception {
    shop.files(group, List.of("a/1.psml", "a/2.psml"));
    shop.folder(group, "b");
    leave("a", "b/a");
    Relocation left = shop.keeping.relocations().all().getFirst();
    Files.createDirectories(shop.path("acme-specs/documents/b/a"));
    Files.writeString(shop.path("acme-specs/documents/b/a/2.psml"), "in the way");
    RelocationRun run = new RelocationRun(shop.keeping, left, RelocationWatch.NOBODY);

    assertThatThrownBy(run::forward)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/ps/acme/specs/documents/b/a/2.psml");
    run.back();
    assertThat(Files.readString(shop.path("acme-specs/documents/a/1.psml"))).isEqualTo("a/1.psml");
    assertThat(Files.readString(shop.path("acme-specs/documents/a/2.psml"))).isEqualTo("a/2.psml");
    assertThat(Files.readString(shop.path("acme-specs/documents/b/a/2.psml")))
        .isEqualTo("in the way");
    assertThat(shop.registered(group)).containsExactly("a/1.psml", "a/2.psml");
  }

  @Test
  void whatSomebodyPutAtTheOldPlaceStaysWhenAFolderGoesBack() throws Exception {
    shop.files(group, List.of("a/1.psml", "a/2.psml", "a/b/3.psml"));
    leave("a", "t");
    Files.move(shop.path("acme-specs/documents/a"), shop.path("acme-specs/documents/t"));
    Files.createDirectories(shop.path("acme-specs/documents/a/b"));
    Files.writeString(shop.path("acme-specs/documents/a/2.psml"), "by hand");
    Files.writeString(shop.path("acme-specs/documents/a/b/4.psml"), "by hand");

    new LeftRelocations(shop.keeping).putBack(shop.errand);
    assertThat(shop.onDisk("acme-specs"))
        .containsExactly("a/1.psml", "a/2.psml", "a/b/3.psml", "a/b/4.psml", "t/2.psml");
    assertThat(shop.path("acme-specs/documents/a/2.psml")).hasContent("by hand");
    assertThat(shop.path("acme-specs/documents/t/2.psml")).hasContent("a/2.psml");
    assertThat(shop.keeping.relocations().all()).isEmpty();
  }

  @Test
  void aRecordThatWasNotFinishedCountsForNothingAndGoes() throws Exception {
    shop.files(group, List.of("a/1.psml"));
    shop.folder(group, "b");
    Path part = shop.path(".relocations/" + UUID.randomUUID() + ".json.part");
    Files.writeString(part, "{\"key\":");
    assertThat(shop.moved(group, shop.into(group, "a", "b")).status())
        .isEqualTo(TaskStatus.FINISHED);
    assertThat(part).doesNotExist();
  }

  @Test
  void whoWantsAFileThatIsOnItsWayIsNotToldThatItIsMissing() throws Exception {
    shop.files(group, List.of("a/1.psml", "b/x.psml"));
    leave("a", "t");
    Files.move(shop.path("acme-specs/documents/a"), shop.path("acme-specs/documents/t"));
    GroupMove.Inputs inputs = shop.into(group, "a/1.psml", "b");
    assertThatThrownBy(() -> new DocumentMove(shop.keeping).move(inputs))
        .isInstanceOfSatisfying(
            GroupRefusedException.class, e -> assertThat(e.refusal()).isEqualTo(GroupRefusal.BUSY))
        .hasMessageContaining("left");
  }
}
