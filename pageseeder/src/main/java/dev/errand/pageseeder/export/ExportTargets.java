// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import dev.errand.access.Directory;
import dev.errand.access.Group;
import dev.errand.document.Document;
import dev.errand.document.Documents;
import dev.errand.pageseeder.ServiceCall;
import dev.errand.pageseeder.ServiceException;
import dev.errand.pageseeder.groups.InvalidPathException;
import dev.errand.pageseeder.groups.SitePath;
import dev.errand.task.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds what calls want exported, as far as their callers may know that it is there. */
public final class ExportTargets {

  private static final int MOST_URIS = 10_000;

  private final Directory directory;
  private final Documents documents;

  public ExportTargets(Directory directory, Documents documents) {
    this.directory = directory;
    this.documents = documents;
  }

  /** The document or folder of the path of the request. */
  static ExportTarget one(ServiceCall call) {
    return ExportTarget.of(call.uri().group(), List.of(call.uri().id()));
  }

  /** What the parameters name, in the group of the path of the request. */
  ExportTarget inGroup(ServiceCall call) {
    List<Document> uris = uris(call);
    if (!uris.isEmpty()) {
      if (uris.stream().anyMatch(uri -> uri.group() != call.group().id())) {
        throw unknownUri();
      }
      return ExportTarget.of(call.group().id(), ids(uris));
    }
    SitePath path = path(call);
    if (path.group().isPresent() && !path.group().get().equals(call.group().name())) {
      throw refused("The path is in the group " + path.group().get() + ", not in that of the URL.");
    }
    return existing(call.group(), path.path());
  }

  /** What the parameters name, in whatever group that is. */
  ExportTarget anywhere(ServiceCall call) {
    List<Document> uris = uris(call);
    if (!uris.isEmpty()) {
      long group = uris.getFirst().group();
      if (uris.stream().anyMatch(uri -> uri.group() != group)) {
        throw refused("The URIs are in several groups; an export is of one.");
      }
      return ExportTarget.of(group, ids(uris));
    }
    SitePath path = path(call);
    Group group =
        path.group()
            .flatMap(directory::group)
            .filter(found -> call.errand().principal().hasRole(found.id(), Role.GUEST))
            .orElseThrow(
                () -> refused("The path is not /project/group/documents/… of a group of yours."));
    return existing(group, path.path());
  }

  private ExportTarget existing(Group group, String path) {
    if (!path.isEmpty() && documents.find(group.id(), path).isEmpty()) {
      throw new ServiceException(404, "E404", "There is no document or folder at " + path + ".");
    }
    return ExportTarget.of(group.id(), path);
  }

  private static SitePath path(ServiceCall call) {
    try {
      return SitePath.parse(call.required("path"));
    } catch (InvalidPathException e) {
      throw refused(Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }

  /** Those that the parameters name; none if they name a path. */
  private List<Document> uris(ServiceCall call) {
    Optional<String> given = call.parameters().first("uris").filter(text -> !text.isBlank());
    if (given.isEmpty()) {
      return List.of();
    }
    call.required("context");
    List<Document> found = new ArrayList<>();
    for (String text : given.get().split(",", -1)) {
      if (found.size() == MOST_URIS) {
        throw refused("The parameter uris names more than " + MOST_URIS + ".");
      }
      found.add(
          id(text.strip())
              .flatMap(documents::find)
              .filter(uri -> call.errand().principal().hasRole(uri.group(), Role.GUEST))
              .orElseThrow(ExportTargets::unknownUri));
    }
    return found;
  }

  private static Optional<Long> id(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static List<Long> ids(List<Document> uris) {
    return uris.stream().map(Document::id).toList();
  }

  private static ServiceException unknownUri() {
    return new ServiceException(400, "0208", "The parameter uris names what does not exist.");
  }

  private static ServiceException refused(String message) {
    return new ServiceException(400, "E400", message);
  }
}
