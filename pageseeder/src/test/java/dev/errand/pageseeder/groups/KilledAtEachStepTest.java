// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.access.Accounts;
import dev.errand.access.Group;
import dev.errand.document.Documents;
import dev.errand.operation.CancelledException;
import dev.errand.operation.Operation;
import dev.errand.operation.TaskContext;
import dev.errand.testkit.AttemptContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An attempt dies at each call that it makes of the register, of the groups and of its task, one
 * after the other, so before and after each rename, each change of the register and of a name, and
 * before the record goes. Then another attempt goes on, or somebody puts it back.
 */
@Timeout(180)
class KilledAtEachStepTest {

  private static final int FEWEST_STEPS = 15;

  @TempDir Path data;
  private Workshop shop;
  private Group project;
  private Group specs;
  private Group other;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(data);
    project = shop.project("acme");
    specs = shop.group("acme-specs");
    other = shop.group("acme-other");
    shop.files(specs, List.of("a/1", "a/2", "a/b/3"));
    shop.folder(specs, "t");
    shop.files(other, List.of("4"));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void assertThere(String name, String folder) throws IOException {
    assertThat(shop.accounts.group(project.id()).orElseThrow().name()).isEqualTo(name);
    assertThat(shop.path("acme").resolveSibling(name + "-other/documents/4")).hasContent("4");
    shop.assertDocuments(specs, List.of(folder + "/1", folder + "/2", folder + "/b/3"));
    shop.assertDocuments(other, List.of("4"));
  }

  private <I extends Record> void run(
      Function<GroupKeeping, Operation<I, Relocated>> operation, I inputs) throws Exception {
    operation.apply(shop.keeping).run(inputs, new AttemptContext(data.resolve("scratch")));
  }

  /** Whether it died before it had ended. */
  private <I extends Record> boolean dies(
      Function<GroupKeeping, Operation<I, Relocated>> operation, I inputs, MortalCalls calls)
      throws Exception {
    try (GroupKeeping keeping =
        GroupKeeping.open(
            calls.of(Accounts.class, shop.accounts),
            calls.of(Documents.class, shop.documents),
            data.resolve("groups"))) {
      TaskContext context =
          calls.of(TaskContext.class, new AttemptContext(data.resolve("scratch")));
      operation.apply(keeping).run(inputs, context);
      return false;
    } catch (MortalCalls.Killed e) {
      return true;
    } catch (CancelledException e) {
      return false;
    }
  }

  private GroupMove.Inputs move(String folder, String name) {
    return new GroupMove.Inputs(
        specs.id(), shop.id(specs, folder), shop.id(specs, ""), Optional.of(name));
  }

  /** The way there and back again, of which only the way there dies. */
  private interface Way {
    void back() throws Exception;

    void assertThere() throws Exception;
  }

  private <I extends Record> void eachStep(
      Function<GroupKeeping, Operation<I, Relocated>> operation, I there, Way way)
      throws Exception {
    int step = 1;
    while (dies(operation, there, new MortalCalls(step, false))) {
      new LeftRelocations(shop.keeping).putBack(shop.errand);
      assertThere("acme", "a");

      dies(operation, there, new MortalCalls(step, false));
      run(operation, there);
      way.assertThere();
      run(operation, there);
      way.back();
      assertThere("acme", "a");
      step++;
    }
    way.assertThere();
    assertThat(step).isGreaterThan(FEWEST_STEPS);
  }

  @Test
  void aMoveGoesOnOrBack() throws Exception {
    eachStep(
        GroupMove::new,
        move("a", "x"),
        new Way() {
          @Override
          public void back() throws Exception {
            run(GroupMove::new, move("x", "a"));
          }

          @Override
          public void assertThere() throws Exception {
            KilledAtEachStepTest.this.assertThere("acme", "x");
          }
        });
  }

  @Test
  void aRenamingOfAProjectGoesOnOrBack() throws Exception {
    eachStep(
        GroupRename::new,
        new GroupRename.Inputs(project.id(), "corp"),
        new Way() {
          @Override
          public void back() throws Exception {
            run(GroupRename::new, new GroupRename.Inputs(project.id(), "acme"));
          }

          @Override
          public void assertThere() throws Exception {
            KilledAtEachStepTest.this.assertThere("corp", "a");
          }
        });
  }

  @Test
  void anArchivingOfAProjectGoesOnOrBack() throws Exception {
    eachStep(
        GroupArchive::new,
        new GroupArchive.Inputs(project.id()),
        new Way() {
          @Override
          public void back() throws Exception {
            run(GroupUnarchive::new, new GroupUnarchive.Inputs(project.id(), true));
          }

          @Override
          public void assertThere() throws Exception {
            KilledAtEachStepTest.this.assertThere("archive-acme", "a");
          }
        });
  }

  @Test
  void whatIsCancelledGoesBackAfterAKillToo() throws Exception {
    GroupMove.Inputs there = move("a", "x");
    int step = 1;
    int undone = 0;
    while (dies(GroupMove::new, there, new MortalCalls(step, true))) {
      Optional<Relocation> left = shop.keeping.relocations().all().stream().findAny();
      if (left.flatMap(Relocation::undoing).isPresent()) {
        undone++;
        assertThatThrownBy(() -> run(GroupMove::new, there)).hasMessage("It was cancelled.");
      } else {
        new LeftRelocations(shop.keeping).putBack(shop.errand);
      }
      assertThere("acme", "a");
      step++;
    }
    assertThere("acme", "a");
    assertThat(undone).isGreaterThan(2);
  }
}
