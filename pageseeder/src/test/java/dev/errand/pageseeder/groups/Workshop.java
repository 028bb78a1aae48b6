// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.access.Accounts;
import dev.errand.access.Group;
import dev.errand.document.Document;
import dev.errand.sqlite.SqliteAccounts;
import dev.errand.sqlite.SqliteDocuments;
import dev.errand.sqlite.SqliteStore;
import dev.errand.task.LogEntry;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Groups with documents in a data folder, and an engine that moves them. */
final class Workshop implements AutoCloseable {

  final SqliteAccounts accounts;
  final SqliteDocuments documents;
  final GroupKeeping keeping;
  final Errand errand;
  private final Path root;

  Workshop(Path data) throws IOException {
    this(data, told -> told);
  }

  /** With accounts that are seen before the operations have them. */
  Workshop(Path data, UnaryOperator<Accounts> seen) throws IOException {
    root = data.resolve("groups");
    accounts = SqliteAccounts.in(data);
    documents = SqliteDocuments.in(data);
    keeping = GroupKeeping.open(seen.apply(accounts), documents, root);
    LeftRelocations left = new LeftRelocations(keeping);
    errand =
        Errand.builder()
            .store(SqliteStore.in(data))
            .data(data)
            .workers(3)
            .stopPatience(Duration.ZERO)
            .operation(new GroupMove(keeping))
            .operation(new GroupRename(keeping))
            .operation(new GroupArchive(keeping))
            .operation(new GroupUnarchive(keeping))
            .listener(left)
            .build();
    errand.start();
    left.putBack(errand);
  }

  Group group(String name) {
    return accounts
        .group(name)
        .orElseGet(() -> accounts.addGroup(name, OptionalLong.empty(), false));
  }

  Group project(String name) {
    return accounts.addGroup(name, OptionalLong.empty(), true);
  }

  /** Makes documents whose content is the path that they are made at. */
  void files(Group group, List<String> paths) throws IOException {
    for (String path : paths) {
      Path file = keeping.folders().document(group, path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, path);
    }
    documents.register(group.id(), paths, false, Instant.now());
  }

  /** Makes an empty folder. */
  long folder(Group group, String path) throws IOException {
    Files.createDirectories(keeping.folders().document(group, path));
    return documents.register(group.id(), List.of(path), true, Instant.now()).getFirst().id();
  }

  long id(Group group, String path) {
    return documents.find(group.id(), path).orElseThrow().id();
  }

  /** The paths of the documents in a group, as the disk has them. */
  TreeSet<String> onDisk(String groupName) throws IOException {
    Path folder = root.resolve(groupName).resolve("documents");
    TreeSet<String> paths = new TreeSet<>();
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(Files::isRegularFile)
            .forEach(file -> paths.add(folder.relativize(file).toString()));
      }
    }
    return paths;
  }

  /** The same as the register has them. */
  TreeSet<String> registered(Group group) {
    TreeSet<String> paths = new TreeSet<>();
    List<Document> page = documents.below(group.id(), "", "", 1_000);
    while (!page.isEmpty()) {
      page.stream().filter(each -> !each.folder()).forEach(each -> paths.add(each.path()));
      page = documents.below(group.id(), "", page.getLast().path(), 1_000);
    }
    return paths;
  }

  /** Disk and register have these documents, and nothing is on its way. */
  void assertDocuments(Group group, List<String> paths) throws IOException {
    String name = accounts.group(group.id()).orElseThrow().name();
    assertThat(onDisk(name)).containsExactlyElementsOf(new TreeSet<>(paths));
    assertThat(registered(group)).containsExactlyElementsOf(new TreeSet<>(paths));
    assertThat(keeping.relocations().all()).isEmpty();
  }

  Task submit(String operation, Group group, Record inputs) {
    return errand.submit(Submission.builder(operation).group(group.id()).inputs(inputs).build());
  }

  /** What a move of a file or folder into a folder takes. */
  GroupMove.Inputs into(Group group, String path, String folder) {
    return into(group, path, folder, Optional.empty());
  }

  /** The same under another name. */
  GroupMove.Inputs into(Group group, String path, String folder, String name) {
    return into(group, path, folder, Optional.of(name));
  }

  private GroupMove.Inputs into(Group group, String path, String folder, Optional<String> name) {
    return new GroupMove.Inputs(group.id(), id(group, path), id(group, folder), name);
  }

  Task moved(Group group, GroupMove.Inputs inputs) throws InterruptedException {
    return ended(submit(GroupMove.NAME, group, inputs));
  }

  Task ended(Task task) throws InterruptedException {
    return errand.await(task.id(), Duration.ofSeconds(90)).orElseThrow();
  }

  List<String> log(Task task) {
    List<String> lines = new ArrayList<>();
    for (LogEntry entry : errand.log(task.id(), 1, 20_000)) {
      if (entry instanceof LogEntry.Line line) {
        lines.add(line.text());
      }
    }
    return lines;
  }

  Path path(String below) {
    return root.resolve(below);
  }

  @Override
  public void close() {
    errand.close();
    keeping.close();
    documents.close();
    accounts.close();
  }
}
