// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.document.Documents;
import dev.errand.files.FolderLocks;
import dev.errand.sqlite.SqliteAccounts;
import dev.errand.sqlite.SqliteDocuments;
import dev.errand.testkit.AttemptContext;
import dev.errand.testkit.OtherProcess;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Another node on the folder of a {@link Workshop}, which stops in the middle of what it does.
 * Arguments: the data folder, what it does, and the ids of the group, of what moves and of where it
 * goes.
 */
final class GroupNeighbour {

  /**
   * An attempt of the task that every {@link AttemptContext} has, stopped when it is written down
   * and nothing has moved.
   */
  static final String TASK = "task";

  /** The same, stopped when the folder has moved and the register has not. */
  static final String RENAMED = "renamed";

  /** A request that moves a document, stopped when the file has moved and the register has not. */
  static final String REQUEST = "request";

  /** A request that holds a file. */
  static final String HOLD = "hold";

  private GroupNeighbour() {}

  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    GroupMove.Inputs inputs =
        new GroupMove.Inputs(
            Long.parseLong(args[2]),
            Long.parseLong(args[3]),
            Long.parseLong(args[4]),
            Optional.empty());
    try (SqliteAccounts accounts = SqliteAccounts.in(data);
        SqliteDocuments documents = SqliteDocuments.in(data);
        GroupKeeping keeping =
            GroupKeeping.open(
                accounts,
                List.of(REQUEST, RENAMED).contains(args[1]) ? pausing(documents) : documents,
                data.resolve("groups"))) {
      switch (args[1]) {
        case TASK -> new GroupMove(keeping).run(inputs, pausing());
        case RENAMED -> new GroupMove(keeping).run(inputs, new AttemptContext(Path.of("none")));
        case REQUEST -> new DocumentMove(keeping).move(inputs);
        default -> {
          Place place = Place.document(inputs.group(), "a/0");
          try (FolderLocks.Held _ = keeping.relocations().hold(List.of(place))) {
            OtherProcess.pauseAt("here");
          }
        }
      }
      System.out.println("done");
    }
  }

  private static AttemptContext pausing() {
    AttemptContext context = new AttemptContext(Path.of("none"));
    context.onProgress(said -> {
      if (said.amount() == 0) {
        OtherProcess.pauseAt("here");
      }
    });
    return context;
  }

  private static Documents pausing(Documents documents) {
    return (Documents)
        Proxy.newProxyInstance(
            Documents.class.getClassLoader(),
            new Class<?>[] {Documents.class},
            (_, method, arguments) -> {
              if (method.getName().equals("move")) {
                OtherProcess.pauseAt("here");
              }
              try {
                return method.invoke(documents, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
