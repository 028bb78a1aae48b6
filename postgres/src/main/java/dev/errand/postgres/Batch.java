// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands that share a transaction. A statement of many rows must not name a row twice, so
 * commands about the same task come into rounds after each other.
 */
final class Batch {

  /** A transaction holds this many characters at the most, or a single command. */
  private static final long HEAVIEST = 8 << 20;

  private static final int MOST_COMMANDS = 512;

  private final List<Command<?, ?>> inOrder = new ArrayList<>();
  private final List<Command<?, ?>> last = new ArrayList<>();
  private final List<Map<Command.Kind<?, ?>, List<Command<?, ?>>>> rounds = new ArrayList<>();
  private final Map<Long, Integer> roundOf = new HashMap<>();
  private long weight;

  void add(Command<?, ?> command) {
    weight += command.touched().weight();
    if (command.turn() == Command.Turn.LAST) {
      last.add(command);
      return;
    }
    inOrder.add(command);
    long number = command.touched().number();
    int round = number == 0 ? 0 : roundOf.merge(number, 0, (before, _) -> before + 1);
    if (round == rounds.size()) {
      rounds.add(new LinkedHashMap<>());
    }
    rounds.get(round).computeIfAbsent(command.kind(), _ -> new ArrayList<>()).add(command);
  }

  boolean isFull() {
    return size() >= MOST_COMMANDS || weight >= HEAVIEST;
  }

  boolean isEmpty() {
    return size() == 0;
  }

  int size() {
    return inOrder.size() + last.size();
  }

  /** All commands in the order in which they are answered. */
  List<Command<?, ?>> commands() {
    List<Command<?, ?>> all = new ArrayList<>(last);
    all.addAll(inOrder);
    return all;
  }

  /** All commands in the order in which they are written. */
  List<Command<?, ?>> inOrder() {
    List<Command<?, ?>> all = new ArrayList<>(inOrder);
    all.addAll(last);
    return all;
  }

  /** Makes all changes. */
  void apply(Connection connection, OrderingKeys keys) throws SQLException {
    keys.lock(connection, inOrder.stream().map(Command::touched).toList());
    for (Map<Command.Kind<?, ?>, List<Command<?, ?>>> round : rounds) {
      for (List<Command<?, ?>> commands : round.values()) {
        apply(connection, commands);
      }
    }
    for (Command<?, ?> command : last) {
      apply(connection, List.of(command));
    }
  }

  /** All of the same kind: that is what they were gathered by. */
  @SuppressWarnings("unchecked")
  private static <Q, A> void apply(Connection connection, List<Command<?, ?>> commands)
      throws SQLException {
    List<Command<Q, A>> ofOneKind = (List<Command<Q, A>>) (List<?>) commands;
    ofOneKind.getFirst().kind().apply(connection, ofOneKind);
  }
}
