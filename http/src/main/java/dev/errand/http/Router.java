// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a path: a tree of segments, built once. A literal segment goes before a
 * variable.
 */
final class Router {

  private final Node root = new Node();
  private final Map<String, Dialect> owners = new HashMap<>();
  private final Dialect fallback;

  /** What stands at the end of a template. */
  private static final class Node {
    final Map<String, Node> literals = new HashMap<>();
    @Nullable Node variable;
    @Nullable Dialect dialect;
    final Map<String, Target> targets = new HashMap<>();

    boolean isEnd() {
      return !targets.isEmpty();
    }
  }

  /** A route with the positions and names of its variables. */
  record Target(Route route, List<Variable> variables) {}

  private record Variable(int index, String name) {}

  /**
   * A path that is known.
   *
   * @param segments of the path, the suffix taken off the last one
   * @param suffix in lower case; empty if there is none
   */
  record Match(Dialect dialect, Map<String, Target> targets, List<String> segments, String suffix) {

    /** Whether somebody unknown may ask; without a route for the method nothing can be asked. */
    boolean isOpen() {
      return targets.values().stream().allMatch(target -> target.route().open());
    }

    Optional<Target> target(String method) {
      Target target = targets.get(method);
      if (target == null && method.equals("HEAD")) {
        target = targets.get("GET");
        if (target != null && target.route().effect() == Route.Effect.CHANGES) {
          target = null;
        }
      }
      return Optional.ofNullable(target);
    }

    /** The value of the Allow header. */
    String allow() {
      TreeSet<String> methods = new TreeSet<>(targets.keySet());
      methods.add("OPTIONS");
      if (target("HEAD").isPresent()) {
        methods.add("HEAD");
      }
      return String.join(", ", methods);
    }
  }

  /**
   * @param sets the dialect of the first answers where no route is found and no other one owns the
   *     address
   * @throws IllegalArgumentException if two routes are the same
   */
  Router(List<RouteSet> sets) {
    this.fallback = sets.getFirst().dialect();
    for (RouteSet set : sets) {
      set.dialect().roots().forEach(segment -> owners.putIfAbsent(segment, set.dialect()));
      set.routes().forEach(route -> add(route, set.dialect()));
    }
  }

  private void add(Route route, Dialect dialect) {
    Node node = root;
    List<Variable> variables = new ArrayList<>();
    List<String> segments = route.segments();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (segment.startsWith("{")) {
        variables.add(new Variable(i, segment.substring(1, segment.length() - 1)));
        node.variable = node.variable == null ? new Node() : node.variable;
        node = node.variable;
      } else {
        node = node.literals.computeIfAbsent(segment, s -> new Node());
      }
    }
    node.dialect = node.dialect == null ? dialect : node.dialect;
    if (node.targets.putIfAbsent(route.method(), new Target(route, List.copyOf(variables)))
        != null) {
      throw new IllegalArgumentException(
          "two routes answer " + route.method() + " " + route.template());
    }
  }

  /**
   * Who answers where no route is found.
   *
   * @param segment the first of the path
   */
  Dialect fallback(String segment) {
    return owners.getOrDefault(segment, fallback);
  }

  /** The ending of a path that no route was found for; empty if the dialect takes no such one. */
  static String suffix(List<String> segments, Dialect dialect) {
    String last = segments.isEmpty() ? "" : segments.getLast();
    String suffix = last.substring(last.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return last.contains(".") && dialect.suffixes().contains(suffix) ? suffix : "";
  }

  Optional<Match> find(List<String> segments) {
    return Optional.ofNullable(find(root, segments, 0));
  }

  private static @Nullable Match find(Node node, List<String> segments, int index) {
    if (index == segments.size()) {
      return node.isEnd() ? match(node, segments, "") : null;
    }
    String segment = segments.get(index);
    Match match = null;
    Node literal = node.literals.get(segment);
    if (literal != null) {
      match = find(literal, segments, index + 1);
    }
    if (match == null && index == segments.size() - 1) {
      match = findSuffixed(node, segments);
    }
    if (match == null && node.variable != null && !segment.isEmpty()) {
      match = find(node.variable, segments, index + 1);
    }
    return match;
  }

  private static @Nullable Match findSuffixed(Node parent, List<String> segments) {
    String last = segments.getLast();
    int dot = last.lastIndexOf('.');
    if (dot < 1) {
      return null;
    }
    String suffix = last.substring(dot + 1).toLowerCase(Locale.ROOT);
    String stem = last.substring(0, dot);
    Node literal = parent.literals.get(stem);
    Node end = takes(literal, suffix) ? literal : parent.variable;
    if (end == null || !takes(end, suffix)) {
      return null;
    }
    List<String> stripped = new ArrayList<>(segments);
    stripped.set(stripped.size() - 1, stem);
    return match(end, stripped, suffix);
  }

  private static boolean takes(@Nullable Node node, String suffix) {
    return node != null && node.dialect != null && node.dialect.suffixes().contains(suffix);
  }

  private static @Nullable Match match(Node node, List<String> segments, String suffix) {
    Dialect dialect = node.dialect;
    return dialect == null ? null : new Match(dialect, node.targets, segments, suffix);
  }

  /** The value of a variable of the target, if it has one of that name. */
  static Optional<String> variable(Target target, List<String> segments, String name) {
    for (Variable variable : target.variables()) {
      if (variable.name().equals(name)) {
        return Optional.of(segments.get(variable.index()));
      }
    }
    return Optional.empty();
  }
}
