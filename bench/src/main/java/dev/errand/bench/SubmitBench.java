// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Durable starts over HTTP. Each round has a new store, so that no round meets what others left
 * behind.
 */
@Command(
    name = "submit",
    description = "Durable starts over HTTP, against storing alone and answering alone.",
    mixinStandardHelpOptions = true)
final class SubmitBench implements Callable<Integer> {

  /** The same start as {@link StartRoute}'s, through the guard and in the words of OGC. */
  private static final byte[] EXECUTION =
      Requests.post(
          "/processes/" + NoOp.NAME + "/execution",
          "Prefer: respond-async\r\n",
          "{\"inputs\":" + NoOp.INPUTS + "}");

  /** The same by an agent whose client holds tasks. */
  private static final byte[] CALL =
      Requests.post(
          "/mcp",
          "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: "
              + NoOp.NAME
              + "\r\n",
          """
          {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s,\
          "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
          "io.modelcontextprotocol/clientCapabilities":{"extensions":{"io.modelcontextprotocol/tasks":{}}}}}}\
          """
              .formatted(NoOp.NAME, NoOp.INPUTS));

  @Mixin private Pacing pacing = new Pacing();

  @Option(names = "--callers", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int callers = 64;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Workers that run what was started. Default: ${DEFAULT-VALUE}.")
  private int workers = 2;

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = Scratch.create()) {
      System.out.println("submit: " + callers + " callers; " + Machine.describe(scratch.folder()));
      Answer answer = answer(scratch);
      Comparison comparison =
          new Comparison(
              List.of(
                  Contender.limit("group commit alone", length -> stored(scratch, length)),
                  Contender.limit("servlet alone", length -> answered(answer, _ -> {}, length)),
                  Contender.limit(
                      "servlet with group commit", length -> both(scratch, answer, length)),
                  Contender.errand(
                      "errand, starts stay WAITING",
                      length -> waiting(scratch, StartRoute.START, length)),
                  Contender.errand(
                      "errand, executions stay WAITING",
                      length -> waiting(scratch, EXECUTION, length)),
                  Contender.errand(
                      "errand, calls of agents stay WAITING",
                      length -> waiting(scratch, CALL, length)),
                  Contender.errand(
                      "errand, " + workers + " workers run them", length -> run(scratch, length))),
              pacing);
      System.out.println(comparison.run());
      System.out.println("at the end: " + Machine.load());
    }
    return 0;
  }

  private static Answer answer(Scratch scratch) throws Exception {
    try (Scratch round = scratch.within();
        Running running = Running.start(round.folder(), 1);
        LocalServer server = running.serve()) {
      running.gate().occupy(running.errand());
      return Answer.post(server.port(), StartRoute.PATH, NoOp.INPUTS);
    }
  }

  private Measured stored(Scratch scratch, Duration length) throws Exception {
    try (Scratch round = scratch.within();
        BareGroupCommit writer = new BareGroupCommit(round.folder().resolve("bare.db"))) {
      return Callers.rate(callers, length, () -> writer.store(NoOp.INPUTS));
    }
  }

  private Measured answered(Answer answer, BareServlet.Work work, Duration length)
      throws Exception {
    try (LocalServer server = new LocalServer(new BareServlet(answer, work))) {
      return load(server, StartRoute.START, length);
    }
  }

  private Measured both(Scratch scratch, Answer answer, Duration length) throws Exception {
    try (Scratch round = scratch.within();
        BareGroupCommit writer = new BareGroupCommit(round.folder().resolve("bare.db"))) {
      return answered(
          answer, body -> writer.store(new String(body, StandardCharsets.UTF_8)), length);
    }
  }

  private Measured waiting(Scratch scratch, byte[] request, Duration length) throws Exception {
    try (Scratch round = scratch.within();
        Running running = Running.start(round.folder(), workers);
        LocalServer server = running.serve()) {
      running.gate().occupy(running.errand());
      return load(server, request, length);
    }
  }

  private Measured run(Scratch scratch, Duration length) throws Exception {
    try (Scratch round = scratch.within();
        Running running = Running.start(round.folder(), workers);
        LocalServer server = running.serve()) {
      return load(server, StartRoute.START, length);
    }
  }

  private Measured load(LocalServer server, byte[] request, Duration length) throws Exception {
    try (HttpLoad load = server.load(callers, List.of(request))) {
      return load.run(length);
    }
  }
}
