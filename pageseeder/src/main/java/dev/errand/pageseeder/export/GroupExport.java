// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.access.Directory;
import dev.errand.access.Group;
import dev.errand.document.Document;
import dev.errand.document.Documents;
import dev.errand.operation.FileOutput;
import dev.errand.operation.Hints;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Recovery;
import dev.errand.operation.Starters;
import dev.errand.operation.TaskContext;
import dev.errand.pageseeder.groups.DocumentPath;
import dev.errand.pageseeder.groups.GroupFolders;
import dev.errand.pageseeder.groups.InvalidPathException;
import dev.errand.task.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Packs documents of a group into a zip file to download. The paths in it are those within the
 * group's documents. It changes nothing, so it runs beside other tasks of the group, and may meet
 * files that they take away.
 */
public final class GroupExport implements Operation<GroupExport.Inputs, ExportResult> {

  public static final String NAME = "group-export";

  private static final String MEDIA_TYPE = "application/zip";

  private final Directory directory;
  private final GroupFolders folders;
  private final Documents documents;

  /**
   * What to export.
   *
   * @param path of a document or folder within the group's documents; empty for all of them
   * @param uris ids of documents and folders, instead of a path
   * @param includes patterns of file names, separated by commas; see {@link NamePattern}
   * @param excludes patterns of file names that are left out
   * @param failOnError whether a file that vanishes fails the task rather than being passed over
   */
  public record Inputs(
      @JsonPropertyDescription("The id of the group") long group,
      @JsonPropertyDescription("A document or folder; empty for all of the group")
          Optional<String> path,
      @JsonPropertyDescription("Ids of documents and folders, instead of a path")
          Optional<List<Long>> uris,
      @JsonPropertyDescription("Patterns of file names to export, separated by commas")
          Optional<String> includes,
      @JsonPropertyDescription("Patterns of file names to leave out, separated by commas")
          Optional<String> excludes,
      @JsonPropertyDescription("Whether a file that vanishes meanwhile fails the export")
          @JsonProperty(defaultValue = "false")
          boolean failOnError) {

    NameFilter filter() {
      return NameFilter.of(includes, excludes);
    }
  }

  public GroupExport(Directory directory, GroupFolders folders, Documents documents) {
    this.directory = directory;
    this.folders = folders;
    this.documents = documents;
  }

  @Override
  public OperationSpec<Inputs, ExportResult> spec() {
    return OperationSpec.of(NAME, "Export documents", Inputs.class, ExportResult.class)
        .description("Packs documents of a group into a zip file to download.")
        .files(new FileOutput("documents", "The documents", MEDIA_TYPE))
        .hints(Hints.reading().unoffered())
        .recovery(Recovery.RETRY)
        .starters(Starters.members(Role.CONTRIBUTOR));
  }

  @Override
  public OptionalLong group(Inputs inputs) {
    return OptionalLong.of(inputs.group());
  }

  @Override
  public void check(Inputs inputs) {
    DocumentPath.of(inputs.path().orElse(""));
  }

  @Override
  public ExportResult run(Inputs inputs, TaskContext context) throws Exception {
    Group group =
        directory
            .group(inputs.group())
            .orElseThrow(
                () -> new InvalidPathException("There is no group with the id " + inputs.group()));
    ExportList list = new ExportList(documents, group.id(), roots(inputs), inputs.filter());
    String name = ExportName.of(group, context.task().key());
    return new GroupExporting(list, folders.documents(group), inputs.failOnError(), context)
        .run(name, context.output(name, MEDIA_TYPE));
  }

  /** Where what is asked for is now. */
  private List<String> roots(Inputs inputs) {
    if (inputs.uris().isEmpty()) {
      return List.of(DocumentPath.of(inputs.path().orElse("")));
    }
    return inputs.uris().get().stream()
        .map(documents::find)
        .flatMap(Optional::stream)
        .filter(document -> document.group() == inputs.group())
        .map(Document::path)
        .toList();
  }
}
