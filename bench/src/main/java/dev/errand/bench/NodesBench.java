// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whole lives of tasks that do nothing: two nodes on one PostgreSQL against one. */
@Command(
    name = "nodes",
    description = "Tasks that do nothing on two nodes of one PostgreSQL, against one node alone.",
    mixinStandardHelpOptions = true)
final class NodesBench implements Callable<Integer> {

  @Mixin private Pacing pacing = new Pacing();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Workers of each node. Default: ${DEFAULT-VALUE}.")
  private int workers = 100;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Tasks in a round. Default: ${DEFAULT-VALUE}.")
  private int tasks = 20_000;

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = Scratch.create();
        Postgres postgres = Postgres.start(scratch.folder())) {
      System.out.println(
          "nodes: " + tasks + " tasks a round; " + Machine.describe(scratch.folder()));
      System.out.println(
          new Comparison(
                  List.of(
                      Contender.limit("errand on one node", _ -> drain(postgres, scratch, 1)),
                      Contender.errand("errand on two nodes", _ -> drain(postgres, scratch, 2))),
                  pacing)
              .run());
      System.out.println("at the end: " + Machine.load());
    }
    return 0;
  }

  private Measured drain(Postgres postgres, Scratch scratch, int count) throws Exception {
    try (Scratch round = scratch.within();
        NodesOfOneDatabase nodes = new NodesOfOneDatabase(postgres.freshSchema(), round, workers)) {
      for (int i = 0; i < count; i++) {
        nodes.add();
      }
      return nodes.drain(postgres, tasks);
    }
  }
}
