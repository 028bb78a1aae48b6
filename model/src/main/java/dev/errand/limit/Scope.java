// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.util.Optional;

/** Which tasks a limit counts together. */
public sealed interface Scope {

  /** As it is kept and written: {@code operation:osm-import}, {@code user:ada}, {@code users}. */
  String text();

  /** For people, to stand after "limit of". */
  default String shown() {
    return switch (this) {
      case All _ -> "all tasks";
      case OfOperation(String name) -> "operation " + name;
      case OfUser(String name) -> "user " + name;
      case OfGroup(long number) -> "group " + number;
      case EachUser _ -> "each user";
      case EachGroup _ -> "each group";
    };
  }

  /** All tasks. */
  record All() implements Scope {
    @Override
    public String text() {
      return "all";
    }
  }

  /** Those of an operation. */
  record OfOperation(String name) implements Scope {
    @Override
    public String text() {
      return "operation:" + name;
    }
  }

  /** Those that a user owns. */
  record OfUser(String name) implements Scope {
    @Override
    public String text() {
      return "user:" + name;
    }
  }

  /** Those in a group. */
  record OfGroup(long number) implements Scope {
    @Override
    public String text() {
      return "group:" + number;
    }
  }

  /** Those of each user by itself that nothing else is said of. */
  record EachUser() implements Scope {
    @Override
    public String text() {
      return "users";
    }
  }

  /** Those in each group by itself that nothing else is said of. */
  record EachGroup() implements Scope {
    @Override
    public String text() {
      return "groups";
    }
  }

  /** The scope that is written so; empty if there is none. */
  static Optional<Scope> read(String text) {
    int colon = text.indexOf(':');
    String name = text.substring(colon + 1);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return switch (colon < 0 ? text : text.substring(0, colon)) {
      case "all" -> colon < 0 ? Optional.of(new All()) : Optional.empty();
      case "users" -> colon < 0 ? Optional.of(new EachUser()) : Optional.empty();
      case "groups" -> colon < 0 ? Optional.of(new EachGroup()) : Optional.empty();
      case "operation" -> colon < 0 ? Optional.empty() : Optional.of(new OfOperation(name));
      case "user" -> colon < 0 ? Optional.empty() : Optional.of(new OfUser(name));
      case "group" -> colon < 0 ? Optional.empty() : group(name);
      default -> Optional.empty();
    };
  }

  private static Optional<Scope> group(String number) {
    try {
      return Optional.of(new OfGroup(Long.parseLong(number)));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
