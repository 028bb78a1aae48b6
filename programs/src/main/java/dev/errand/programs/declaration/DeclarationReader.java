// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one file with one declaration. */
final class DeclarationReader {

  private static final String[] KNOWN = {
    "agents",
    "cancel",
    "command",
    "description",
    "environment",
    "inherit",
    "inputs",
    "limits",
    "lines",
    "log",
    "name",
    "outputs",
    "progress",
    "recovery",
    "restart",
    "result",
    "retention",
    "concurrency",
    "concurrencyPerNode",
    "priority",
    "totalTimeLimit",
    "waitLimit",
    "waiting",
    "rate",
    "retry",
    "starters",
    "stdin",
    "success",
    "title",
    "version"
  };

  private final Path file;
  private final Mistakes mistakes;

  DeclarationReader(Path file) {
    this.file = file;
    this.mistakes = new Mistakes(file);
  }

  List<Mistake> mistakes() {
    return mistakes.all();
  }

  /** What the file declares; only to be used if there are no mistakes. */
  Optional<Declaration> read() {
    return root()
        .map(node -> {
          Value whole = new Value(node, mistakes);
          Members members = new Members(whole, KNOWN);
          List<DeclaredInput> inputs = InputsReader.read(members.find("inputs"));
          return new Declaration(
              file,
              IdentityReader.read(members),
              inputs,
              OutputsReader.read(members),
              new ExecutionReader(members, inputs).read());
        });
  }

  private Optional<Node> root() {
    LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(Files.readString(file));
      if (root.isEmpty()) {
        mistakes.add(0, 0, "the file is empty", "declare an operation in it, or take it away");
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark();
      mistakes.add(
          mark.map(Mark::getLine).orElse(0),
          mark.map(Mark::getColumn).orElse(0),
          "this is no YAML: " + e.getProblem(),
          "put a text with special characters in quotes");
    } catch (YamlEngineException e) {
      mistakes.add(0, 0, "this is no YAML: " + e.getMessage(), "write it as UTF-8 text");
    } catch (IOException e) {
      mistakes.add(0, 0, "the file cannot be read: " + e, "check its rights and that it is UTF-8");
    }
    return Optional.empty();
  }
}
