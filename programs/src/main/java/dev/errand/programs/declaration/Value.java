// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.task.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A value in a YAML file that knows where it stands. What does not fit is told as a mistake. */
final class Value {

  private static final int DEEPEST = 50;

  private final Node node;
  private final Mistakes mistakes;

  Value(Node node, Mistakes mistakes) {
    this.node = node;
    this.mistakes = mistakes;
  }

  void mistake(String what, String remedy) {
    mistakes.add(node, what, remedy);
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** The members of a mapping; none, and a mistake, if it is something else. */
  Map<String, Value> members() {
    Map<String, Value> members = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      mistake("names and values are expected here", "write 'name: value', each on a line");
      return members;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        mistakes.add(tuple.getKeyNode(), "a name cannot be a list or a mapping", "write a word");
      } else if (members.put(key.getValue(), new Value(tuple.getValueNode(), mistakes)) != null) {
        mistakes.add(key, "'%s' stands here twice".formatted(key.getValue()), "take one away");
      }
    }
    return members;
  }

  /** The items of a list; none, and a mistake, if it is something else. */
  List<Value> items() {
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(item -> new Value(item, mistakes)).toList();
    }
    mistake("a list is expected here", "write [first, second]");
    return List.of();
  }

  /** A text, or a number or truth value as it is written. */
  Optional<String> text() {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return Optional.of(scalar.getValue());
    }
    mistake("a text is expected here", "write a word, or a text in quotes");
    return Optional.empty();
  }

  /** The same as JSON; empty, and a mistake, if it has no end. */
  Optional<JsonNode> json() {
    return json(node, 0);
  }

  private Optional<JsonNode> json(Node from, int depth) {
    if (depth > DEEPEST) {
      mistakes.add(from, "this is nested without end", "write it out without references to itself");
      return Optional.empty();
    }
    return switch (from) {
      case MappingNode mapping -> object(mapping, depth);
      case SequenceNode list -> {
        ArrayNode array = Json.mapper().createArrayNode();
        list.getValue().forEach(item -> json(item, depth + 1).ifPresent(array::add));
        yield Optional.of(array);
      }
      case ScalarNode scalar -> Optional.of(scalar(scalar));
      default -> Optional.empty();
    };
  }

  private Optional<JsonNode> object(MappingNode mapping, int depth) {
    ObjectNode object = Json.mapper().createObjectNode();
    new Value(mapping, mistakes)
        .members()
        .forEach(
            (name, value) -> json(value.node, depth + 1).ifPresent(json -> object.set(name, json)));
    return Optional.of(object);
  }

  private static JsonNode scalar(ScalarNode scalar) {
    JsonNodeFactory nodes = Json.mapper().getNodeFactory();
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    try {
      if (tag.equals(Tag.NULL)) {
        return nodes.nullNode();
      } else if (tag.equals(Tag.BOOL)) {
        return nodes.booleanNode(Boolean.parseBoolean(text));
      } else if (tag.equals(Tag.INT)) {
        return nodes.numberNode(new BigInteger(text));
      } else if (tag.equals(Tag.FLOAT)) {
        return nodes.numberNode(new BigDecimal(text));
      }
    } catch (NumberFormatException notDecimal) {
      return nodes.stringNode(text); // such as .inf, which JSON does not have
    }
    return nodes.stringNode(text);
  }
}
