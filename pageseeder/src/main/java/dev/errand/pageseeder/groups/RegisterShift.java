// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.document.Document;
import dev.errand.document.Documents;
import dev.errand.document.Documents.Move;
import dev.errand.operation.CancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Has the register follow a document or folder that has moved on the disk, some hundred rows at a
 * time. May be repeated until nothing is left at the old place.
 */
record RegisterShift(Documents documents, long group, String from, String to) {

  private static final int AT_ONCE = 500;

  /** Asked between the times. */
  @FunctionalInterface
  interface Check {
    void check() throws CancelledException;
  }

  /**
   * Moves what has not followed yet.
   *
   * @param moved told of each document
   */
  void run(Check check, BiConsumer<String, String> moved) throws CancelledException {
    for (List<Document> left = left(""); !left.isEmpty(); left = left("")) {
      check.check();
      documents.move(left.stream().map(each -> new Move(each.id(), moved(each))).toList());
      left.stream()
          .filter(each -> !each.folder())
          .forEach(each -> moved.accept(each.path(), moved(each)));
    }
  }

  /** How many documents have not followed yet. */
  long count() {
    long count = 0;
    List<Document> page = left("");
    while (!page.isEmpty()) {
      count += page.stream().filter(each -> !each.folder()).count();
      page = left(page.getLast().path());
    }
    return count;
  }

  private List<Document> left(String after) {
    List<Document> left = new ArrayList<>();
    if (after.isEmpty()) {
      documents.find(group, from).ifPresent(left::add);
    }
    left.addAll(documents.below(group, from, after, AT_ONCE));
    return left;
  }

  private String moved(Document document) {
    return to + document.path().substring(from.length());
  }
}
