// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.access.Account;
import dev.errand.access.Directory;
import dev.errand.access.Group;
import dev.errand.document.Document;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Finds what paths name. Up to 19 digits are an id; anything else is a name, with or without a
 * tilde before it.
 */
final class PathNames {

  private static final int MOST_DIGITS = 19;

  private final Directory directory;
  private final LongFunction<Optional<Document>> uris;

  PathNames(Directory directory, LongFunction<Optional<Document>> uris) {
    this.directory = directory;
    this.uris = uris;
  }

  /** Whether members are known at all. */
  boolean hasMembers() {
    return directory.hasAccounts();
  }

  Optional<Group> group(String text) {
    return find(text, directory::group, directory::group);
  }

  Optional<Account> member(String text) {
    return find(text, directory::account, directory::account);
  }

  Optional<Document> uri(String text) {
    return find(text, uris, name -> Optional.empty());
  }

  private static <T> Optional<T> find(
      String text, LongFunction<Optional<T>> byId, Function<String, Optional<T>> byName) {
    if (isId(text)) {
      return id(text).flatMap(byId::apply);
    }
    return byName.apply(text.startsWith("~") ? text.substring(1) : text);
  }

  private static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Not all numbers of 19 digits can be ids. */
  private static Optional<Long> id(String digits) {
    long number = Long.parseUnsignedLong(digits);
    return number < 0 ? Optional.empty() : Optional.of(number);
  }
}
