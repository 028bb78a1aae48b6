// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.document.Document;
import dev.errand.document.Documents;
import dev.errand.document.Documents.Move;
import java.util.List;

/**
 * Has the register follow what has moved on the disk, some hundred rows at a time. May be repeated
 * until nothing is left at the old place.
 */
record RegisterShift(Documents documents, long group) {

  private static final int AT_ONCE = 500;

  void move(String from, String to) {
    documents.find(group, from).ifPresent(top -> documents.move(List.of(new Move(top.id(), to))));
    List<Document> left = documents.below(group, from, "", AT_ONCE);
    while (!left.isEmpty()) {
      documents.move(
          left.stream()
              .map(document ->
                  new Move(document.id(), to + document.path().substring(from.length())))
              .toList());
      left = documents.below(group, from, "", AT_ONCE);
    }
  }
}
