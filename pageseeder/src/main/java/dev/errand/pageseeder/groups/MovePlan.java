// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Group;
import dev.errand.document.Document;
import dev.errand.files.FolderWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A document or folder that goes into another folder of its group, perhaps under another name.
 *
 * @param target its path afterwards
 */
record MovePlan(GroupKeeping keeping, Group owner, Document document, String target, String title)
    implements RelocationPlan {

  private static final int AT_ONCE = 500;

  /**
   * Checks what was asked for.
   *
   * @throws GroupRefusedException if it cannot be, whatever else happens until then
   */
  static MovePlan of(GroupKeeping keeping, GroupMove.Inputs inputs) {
    Document document = found(keeping, inputs, inputs.uri());
    Document folder = found(keeping, inputs, inputs.destination());
    if (document.path().isEmpty()) {
      throw GroupRefusal.TOP_FOLDER.because(
          "The folder that holds all documents of a group cannot be moved.");
    }
    if (!folder.folder()) {
      throw GroupRefusal.NOT_A_FOLDER.because(
          "The destination %d (%s) is a document. Name a folder.", folder.id(), folder.path());
    }
    if (document.folder() && folder.isWithin(document.path())) {
      throw GroupRefusal.INTO_ITSELF.because(
          "The folder %s cannot be moved into itself or what is in it.", document.path());
    }
    String name = inputs.name().orElse(document.name());
    requireName(name);
    String target = folder.path().isEmpty() ? name : folder.path() + "/" + name;
    Group owner = keeping.group(inputs.group());
    MovePlan plan =
        new MovePlan(keeping, owner, document, target, "Moving thread for group " + owner.name());
    plan.requirePath(target);
    return plan;
  }

  /** Whoever may move documents here need not know what there is in other groups. */
  private static Document found(GroupKeeping keeping, GroupMove.Inputs inputs, long id) {
    return keeping
        .documents()
        .find(id)
        .filter(found -> found.group() == inputs.group())
        .orElseThrow(() ->
            GroupRefusal.UNKNOWN_URI.because(
                "There is no document or folder with the id %d in this group.", id));
  }

  private static void requireName(String name) {
    if (name.startsWith(".")) {
      throw GroupRefusal.HIDDEN_NAME.because("A name must not start with a dot.");
    }
    try {
      DocumentPath.requireName(name);
    } catch (InvalidPathException e) {
      throw GroupRefusal.INVALID_NAME.because("This cannot be a name. " + e.getMessage());
    }
  }

  private void requirePath(String path) {
    try {
      DocumentPath.of(path);
    } catch (InvalidPathException e) {
      throw GroupRefusal.INVALID_NAME.because("The new path cannot be. " + e.getMessage());
    }
  }

  /** Refuses a place that is taken. */
  @Override
  public void check() {
    if (target.equals(document.path())) {
      throw GroupRefusal.PATH_IN_USE.because(
          "%s is there already.", SitePath.of(owner, target).text());
    }
    if (keeping.documents().find(owner.id(), target).isPresent()
        || Files.exists(file(target), LinkOption.NOFOLLOW_LINKS)) {
      throw GroupRefusal.PATH_IN_USE.because(
          "There is something else at %s already. Give another name.",
          SitePath.of(owner, target).text());
    }
  }

  /** The document as it is afterwards. */
  Document moved() {
    return new Document(
        document.id(),
        document.group(),
        target,
        document.folder(),
        document.created(),
        document.modified());
  }

  private Path file(String path) {
    return keeping.folders().document(owner, path);
  }

  @Override
  public Optional<Relocation> make(UUID key) throws IOException {
    if (target.equals(document.path())) {
      return Optional.empty();
    }
    check();
    requireComplete();
    String documents = owner.name() + "/documents/";
    return Optional.of(
        new Relocation(
            key,
            title,
            owner.id(),
            FolderWalk.count(file(document.path())),
            Optional.empty(),
            List.of(new Relocation.Tree(documents + document.path(), documents + target)),
            List.of(new Relocation.Shift(owner.id(), document.path(), target)),
            List.of()));
  }

  /** Everything that is registered must be there, and have room for its new path. */
  private void requireComplete() throws IOException {
    requireFile(document);
    List<Document> page = below("");
    while (!page.isEmpty()) {
      for (Document inside : page) {
        requireFile(inside);
        requirePath(target + inside.path().substring(document.path().length()));
      }
      page = below(page.getLast().path());
    }
  }

  private List<Document> below(String after) {
    return document.folder()
        ? keeping.documents().below(owner.id(), document.path(), after, AT_ONCE)
        : List.of();
  }

  /** A folder of which nothing is on the disk is as good as empty. */
  private void requireFile(Document registered) throws IOException {
    if (!registered.folder()
        && !Files.isRegularFile(file(registered.path()), LinkOption.NOFOLLOW_LINKS)) {
      keeping.relocations().requireSettled(List.of(Place.document(owner.id(), registered.path())));
      throw GroupRefusal.FILE_MISSING.because(
          "The file of %s is not there, so nothing is moved. Restore it or remove the document.",
          SitePath.of(owner, registered.path()).text());
    }
  }
}
