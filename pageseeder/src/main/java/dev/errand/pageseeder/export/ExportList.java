// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import dev.errand.document.Document;
import dev.errand.document.Documents;
import java.util.ArrayList;
import java.util.List;

/**
 * What an export holds, read from the register a page at a time, as often as it is asked for: each
 * document and folder once, in the order of the paths.
 */
final class ExportList {

  private static final int PAGE = 500;

  private final Documents documents;
  private final long group;
  private final NameFilter filter;
  private final List<String> roots;

  /** What is done with each. */
  @FunctionalInterface
  interface Visitor {
    void visit(Document document) throws Exception;
  }

  /**
   * @param roots the paths of documents, and of folders with all that is in them
   */
  ExportList(Documents documents, long group, List<String> roots, NameFilter filter) {
    this.documents = documents;
    this.group = group;
    this.filter = filter;
    this.roots = outermost(roots);
  }

  /** Without those that lie in others. */
  private static List<String> outermost(List<String> paths) {
    List<String> outermost = new ArrayList<>();
    for (String path :
        paths.stream().map(path -> path.isEmpty() ? "" : path + "/").sorted().toList()) {
      if (outermost.isEmpty() || !path.startsWith(outermost.getLast())) {
        outermost.add(path);
      }
    }
    return outermost.stream()
        .map(path -> path.isEmpty() ? path : path.substring(0, path.length() - 1))
        .toList();
  }

  void each(Visitor visitor) throws Exception {
    for (String root : roots) {
      Document document = documents.find(group, root).orElse(null);
      if (document != null && !document.folder()) {
        visitor.visit(document);
      } else {
        if (document != null && !root.isEmpty()) {
          visit(document, visitor);
        }
        below(root, visitor);
      }
    }
  }

  private void below(String folder, Visitor visitor) throws Exception {
    List<Document> page = documents.below(group, folder, "", PAGE);
    while (!page.isEmpty()) {
      for (Document document : page) {
        visit(document, visitor);
      }
      page = documents.below(group, folder, page.getLast().path(), PAGE);
    }
  }

  /** A filter is for files; the folders that they need come with their names. */
  private void visit(Document document, Visitor visitor) throws Exception {
    if (document.folder() ? filter.isOpen() : filter.passes(document.path())) {
      visitor.visit(document);
    }
  }
}
