// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.access;

import static dev.errand.access.Action.ANSWER;
import static dev.errand.access.Action.CANCEL;
import static dev.errand.access.Action.LIST;
import static dev.errand.access.Action.PRUNE;
import static dev.errand.access.Action.READ_LOG;
import static dev.errand.access.Action.SEE;

import dev.errand.access.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What section 8 of the architecture says, cell by cell and without the code that decides it: S
 * see, L list, R read the log, C cancel, A answer, P prune.
 */
public final class AccessTable {

  private static final String TABLE =
      """
                     OWN     OWN_IN_GROUP GROUPS  OTHER_GROUPS OTHERS  NOBODYS
      ADMINISTRATOR  SLRCAP  SLRCAP       SLRCAP  SLRCAP       SLRCAP  SLRCAP
      APPROVER       SLRCAP  SLRCAP       SLRCAP  -            -       -
      MODERATOR      SLRCAP  SLRCAP       SLRCAP  -            -       -
      MANAGER        SLRCAP  SLRCAP       SLRCAP  -            -       -
      CONTRIBUTOR    SLRCAP  SLRCAP       SLRCAP  -            -       -
      REVIEWER       SLRCAP  SLRCAP       S       -            -       -
      GUEST          SLRCAP  SLRCAP       -       -            -       -
      NEIGHBOUR      SLRCAP  SLRCAP       -       SLRCAP       -       -
      OUTSIDER       SLRCAP  SLRCAP       -       -            -       -
      ANONYMOUS      -       -            -       -            -       -
      """;

  private static final Map<Action, String> LETTERS =
      Map.of(SEE, "S", LIST, "L", READ_LOG, "R", CANCEL, "C", ANSWER, "A", PRUNE, "P");

  private AccessTable() {}

  /** What a caller may expect. */
  public enum Verdict {
    ALLOWED,
    /** It may know of the task, and not do that with it. */
    FORBIDDEN,
    /** There is no such task as far as it can know. */
    UNKNOWN
  }

  /** One expectation. */
  public record Cell(Who who, Whose whose, Action action, Verdict verdict) {}

  /** All expectations, in the order of the table. */
  public static List<Cell> cells() {
    List<List<String>> rows =
        TABLE.lines().map(line -> Arrays.asList(line.strip().split(" +", -1))).toList();
    List<String> columns = rows.getFirst();
    List<Cell> cells = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      for (int i = 0; i < columns.size(); i++) {
        for (Action action : Action.values()) {
          cells.add(
              new Cell(
                  Who.valueOf(row.getFirst()),
                  Whose.valueOf(columns.get(i)),
                  action,
                  verdict(row.get(i + 1), action)));
        }
      }
    }
    return cells;
  }

  /** The expectations for one action. */
  public static List<Cell> cells(Action action) {
    return cells().stream().filter(cell -> cell.action() == action).toList();
  }

  private static Verdict verdict(String letters, Action action) {
    if (letters.contains(String.valueOf(LETTERS.get(action)))) {
      return Verdict.ALLOWED;
    }
    return letters.contains("S") ? Verdict.FORBIDDEN : Verdict.UNKNOWN;
  }
}
