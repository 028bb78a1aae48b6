// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Group;
import dev.errand.document.Document;
import dev.errand.pageseeder.ServiceCall;
import dev.errand.pageseeder.ServiceException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds the documents and folders that a request speaks of. */
record UriLookup(GroupKeeping keeping) {

  private static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;

  Group group(Document document) {
    return keeping.group(document.group());
  }

  /**
   * The one at the parameter {@code path} within the documents; the top folder if there is none.
   */
  Document byPath(ServiceCall call) {
    return at(call.group(), DocumentPath.of(call.parameters().first("path").orElse("")));
  }

  /** The one at the parameter {@code url}: a URL of this server, or the path of one. */
  Document byUrl(ServiceCall call) {
    String url = call.required("url");
    String path = path(url);
    String documents = SitePath.of(call.group(), "").text();
    if (!path.equals(documents) && !path.startsWith(documents + "/")) {
      throw GroupRefusals.nothingAt(url);
    }
    return at(call.group(), DocumentPath.of(path.substring(documents.length())));
  }

  private static String path(String url) {
    try {
      return Optional.ofNullable(new URI(url).getPath()).orElse("");
    } catch (URISyntaxException e) {
      return url; // not encoded, as people write paths
    }
  }

  private Document at(Group group, String path) {
    Optional<Document> found = keeping.documents().find(group.id(), path);
    if (found.isEmpty() && path.isEmpty()) {
      // Every group has this folder, and its id is needed before the first document comes.
      return keeping
          .documents()
          .register(group.id(), List.of(path), true, Instant.now())
          .getFirst();
    }
    return found.orElseThrow(() -> GroupRefusals.nothingAt(SitePath.of(group, path).text()));
  }

  /** A page of what is directly in a folder: parameters {@code page} from 1, {@code pagesize}. */
  List<Document> children(ServiceCall call, Document folder) {
    int size = number(call, "pagesize", USUAL_PAGE, LARGEST_PAGE);
    int page = number(call, "page", 1, Integer.MAX_VALUE);
    List<Document> found = page(folder, "", size);
    for (int i = 1; i < page && !found.isEmpty(); i++) {
      found = page(folder, found.getLast().path(), size);
    }
    return found;
  }

  private List<Document> page(Document folder, String after, int size) {
    return folder.folder()
        ? keeping.documents().children(folder.group(), folder.path(), after, size)
        : List.of();
  }

  private static int number(ServiceCall call, String name, int usual, int most) {
    Optional<String> sent = call.parameters().first(name);
    if (sent.isEmpty()) {
      return usual;
    }
    try {
      int number = Integer.parseInt(sent.get());
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // is said below
    }
    throw new ServiceException(
        400,
        GroupErrorId.of(GroupRefusal.INVALID_NUMBER),
        "The parameter '" + name + "' is a number from 1 to " + most + ".");
  }
}
