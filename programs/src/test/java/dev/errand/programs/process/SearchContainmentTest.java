// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;

/** Which processes are taken for an attempt's, and which only have an id that one of its had. */
class SearchContainmentTest {

  private static final ProcessEntry LEADER = new ProcessEntry(100, 1, 100, 5, false);
  private static final ProcessEntry CHILD = new ProcessEntry(101, 100, 101, 6, false);

  private final ListedProcesses table = new ListedProcesses();
  private final SearchContainment containment =
      new SearchContainment(table, new SearchContainment.Origin(LEADER, true, "token"), _ -> false);

  @Test
  void whatCameOfItBelongsToItAlsoWithoutItsParent() {
    ProcessEntry ofSession = new ProcessEntry(102, 1, 101, 7, false);
    ProcessEntry ofParent = new ProcessEntry(103, 102, 103, 8, false);
    table.list(LEADER, CHILD);
    assertThat(containment.living()).containsExactly(LEADER, CHILD);

    table.list(LEADER, ofSession, ofParent);

    assertThat(containment.living()).containsExactly(LEADER, ofSession, ofParent);
  }

  @Test
  void whatHasTheIdOfALeaderThatIsGoneDoesNot() {
    ProcessEntry ofItsId = new ProcessEntry(102, LEADER.pid(), LEADER.pid(), 50, false);
    SearchContainment late =
        new SearchContainment(
            table, new SearchContainment.Origin(LEADER, false, "token"), _ -> false);
    table.list(ofItsId);

    assertThat(late.living()).isEmpty();
  }

  @Test
  void whatCameOfAnotherWithAnIdOfItsDoesNot() {
    ProcessEntry another = new ProcessEntry(CHILD.pid(), 1, CHILD.pid(), 50, false);
    ProcessEntry ofAnother = new ProcessEntry(104, another.pid(), another.pid(), 51, false);
    table.list(LEADER, CHILD);
    assertThat(containment.living()).containsExactly(LEADER, CHILD);

    table.list(LEADER, another, ofAnother);
    assertThat(containment.living()).containsExactly(LEADER);

    table.list(LEADER, ofAnother);
    assertThat(containment.living()).containsExactly(LEADER);
  }

  @Test
  void whatIsJustBecomingAnotherProgramIsLookedAtAgain() throws InterruptedException {
    long nobody = Long.MAX_VALUE >> 32;
    ProcessEntry escaped = new ProcessEntry(nobody, ProcessHandle.current().pid(), 1, 7, false);
    ListedProcesses becoming =
        new ListedProcesses() {
          private boolean looked;

          @Override
          public boolean hasAnyInEnvironment(long pid, Collection<String> texts) {
            if (looked) {
              list();
            }
            return looked || !(looked = true);
          }
        };
    becoming.list(escaped);

    Containment.Killed killed =
        new SearchContainment(
                becoming, new SearchContainment.Origin(LEADER, false, "token"), _ -> false)
            .kill();

    assertThat(killed.left()).isEmpty();
  }
}
