// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.access;

import dev.errand.operation.Starters;
import dev.errand.task.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who may start what, cell by cell: + may, - may not. */
public final class StartTable {

  private static final String TABLE =
      """
                     USERS USERS_IN_GROUP CONTRIBUTORS MANAGERS MEMBERS_WITHOUT_GROUP ADMINISTRATORS
      ADMINISTRATOR  +     +              +            +        +                     +
      APPROVER       +     +              +            +        -                     -
      MODERATOR      +     +              +            +        -                     -
      MANAGER        +     +              +            +        -                     -
      CONTRIBUTOR    +     +              +            -        -                     -
      REVIEWER       +     -              -            -        -                     -
      GUEST          +     -              -            -        -                     -
      NEIGHBOUR      +     -              -            -        -                     -
      OUTSIDER       +     -              -            -        -                     -
      ANONYMOUS      -     -              -            -        -                     -
      """;

  private StartTable() {}

  /** What is started: an operation of which kind, and whether in {@link Whose#GROUP}. */
  public enum What {
    USERS(Starters.USERS, false),
    USERS_IN_GROUP(Starters.USERS, true),
    CONTRIBUTORS(Starters.members(Role.CONTRIBUTOR), true),
    MANAGERS(Starters.members(Role.MANAGER), true),
    MEMBERS_WITHOUT_GROUP(Starters.members(Role.GUEST), false),
    ADMINISTRATORS(Starters.ADMINISTRATORS, true);

    private final Starters starters;
    private final boolean inGroup;

    What(Starters starters, boolean inGroup) {
      this.starters = starters;
      this.inGroup = inGroup;
    }

    public Starters starters() {
      return starters;
    }

    public boolean inGroup() {
      return inGroup;
    }
  }

  /** One expectation. */
  public record Cell(Who who, What what, boolean allowed) {}

  /** All expectations, in the order of the table. */
  public static List<Cell> cells() {
    List<List<String>> rows =
        TABLE.lines().map(line -> Arrays.asList(line.strip().split(" +", -1))).toList();
    List<Cell> cells = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      for (int i = 0; i < rows.getFirst().size(); i++) {
        cells.add(
            new Cell(
                Who.valueOf(row.getFirst()),
                What.valueOf(rows.getFirst().get(i)),
                row.get(i + 1).equals("+")));
      }
    }
    return cells;
  }
}
