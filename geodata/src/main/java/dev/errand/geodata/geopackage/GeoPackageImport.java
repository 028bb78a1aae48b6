// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.files.AllowedFolders;
import dev.errand.files.Uploads;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Transactions;
import dev.errand.operation.Hints;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Recovery;
import dev.errand.operation.ReleasesInputs;
import dev.errand.operation.Secret;
import dev.errand.operation.TaskContext;
import dev.errand.task.TaskId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Imports the layers of a GeoPackage into a repository, as one new revision or not at all. An
 * attempt that was lost ends the task FAILED, as with any import: see {@link
 * dev.errand.geodata.osm.OsmImport}.
 */
public final class GeoPackageImport
    implements Operation<GeoPackageImport.Inputs, Imported>,
        ReleasesInputs<GeoPackageImport.Inputs> {

  public static final String NAME = "geopackage-import";

  private static final String DESCRIPTION = "Importing GeoPackage database file.";

  /** What it is called, takes and gives. */
  public static final OperationSpec<Inputs, Imported> SPEC =
      OperationSpec.of(NAME, "Import a GeoPackage", Inputs.class, Imported.class)
          .description(
              "Imports layers of a GeoPackage into a repository, as one new revision or not"
                  + " at all.")
          .hints(Hints.changing().pace(Hints.Pace.LONG))
          .recovery(Recovery.FAIL)
          .unit("features");

  private final Repositories repositories;
  private final AllowedFolders folders;
  private final Uploads uploads;

  /**
   * What to import where.
   *
   * @param file a path on the server, relative to the folder the server was started in
   * @param upload what {@link Uploads} called a file that came with the request; it is deleted when
   *     the task ends. Secret, so that nobody else can name it
   * @param layer the one to import; all if absent
   * @param dest what a single layer is called in the repository
   * @param add whether features that are in the repository and not in the file stay
   * @param alter whether a layer of another schema takes that of the file
   * @param forceFeatureType whether features take the schema of the layer that is there
   * @param fidAttribute the column whose whole numbers identify the features
   * @param interchange whether a log of changes that the file carries is to be replayed
   * @param root the branch to import into
   */
  public record Inputs(
      @JsonPropertyDescription("The name of the repository") String repo,
      @JsonPropertyDescription("A path on the server") Optional<String> file,
      @JsonPropertyDescription("A file that came with the request") @Secret Optional<String> upload,
      @JsonPropertyDescription("The layer to import; all if absent") Optional<String> layer,
      @JsonPropertyDescription("What a single layer is called in the repository")
          Optional<String> dest,
      @JsonPropertyDescription(
              "Whether features that are in the repository and not in the file stay")
          @JsonProperty(defaultValue = "false")
          boolean add,
      @JsonPropertyDescription("Whether a layer of another schema takes that of the file")
          @JsonProperty(defaultValue = "false")
          boolean alter,
      @JsonPropertyDescription("Whether features take the schema of the layer that is there")
          @JsonProperty(defaultValue = "false")
          boolean forceFeatureType,
      @JsonPropertyDescription("The column whose whole numbers identify the features")
          Optional<String> fidAttribute,
      @JsonPropertyDescription("Whether a log of changes in the file is to be replayed")
          @JsonProperty(defaultValue = "false")
          boolean interchange,
      @JsonPropertyDescription("The branch to import into") Optional<String> root,
      @JsonPropertyDescription("What the new revision says of itself") Optional<String> message,
      @JsonPropertyDescription("Who made the changes") Optional<String> authorName,
      @JsonPropertyDescription("How to reach them") Optional<String> authorEmail) {

    ImportRules rules() {
      return new ImportRules(add, alter, forceFeatureType, fidAttribute);
    }
  }

  public GeoPackageImport(Repositories repositories, AllowedFolders folders, Uploads uploads) {
    this.repositories = repositories;
    this.folders = folders;
    this.uploads = uploads;
  }

  @Override
  public OperationSpec<Inputs, Imported> spec() {
    return SPEC;
  }

  @Override
  public String describe(Inputs inputs) {
    return DESCRIPTION;
  }

  /** One at a time in each repository, also beside other kinds of import. */
  @Override
  public Optional<String> orderingKey(Inputs inputs) {
    return Optional.of("repo:" + inputs.repo());
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.errand.geodata.repository.RepositoryNotFoundException if there is no such
   *     repository
   * @throws dev.errand.geodata.repository.InvalidRepositoryNameException if there cannot be one
   * @throws dev.errand.files.PathNotAllowedException if the path is outside of the allowed folders
   */
  @Override
  public void check(Inputs inputs) {
    repositories.open(inputs.repo());
    inputs.file().ifPresent(folders::resolve);
    inputs.upload().ifPresent(uploads::file);
  }

  @Override
  public void release(Inputs inputs, TaskId task) throws IOException {
    if (inputs.upload().isPresent()) {
      uploads.discard(inputs.upload().get());
    }
  }

  @Override
  public Imported run(Inputs inputs, TaskContext context) throws Exception {
    Repository repository = repositories.open(inputs.repo());
    RefSpec.requireBranch(inputs.root(), repository);
    try (Transactions.Stay stay = repository.transactions().stay(context.transactionId())) {
      try (SettledFile file = file(inputs, context)) {
        return new GeoPackageImporting(repository, inputs, context).run(file);
      }
    }
  }

  /** GeoGig's text for a request without a file, because clients show it. */
  private SettledFile file(Inputs inputs, TaskContext context) throws Exception {
    if (inputs.file().isPresent() == inputs.upload().isPresent()) {
      throw new IllegalArgumentException(
          "Request must specify one and only one fileUpload in the request body");
    }
    if (inputs.file().isPresent()) {
      Path file = existing(folders.resolve(inputs.file().get()), inputs.file().get());
      return SettledFile.shared(file, folders, context);
    }
    SettledFile upload =
        SettledFile.alone(existing(uploads.file(inputs.upload().orElseThrow()), "the upload"));
    upload
        .doubt()
        .ifPresent(doubt ->
            context.warn(
                doubt
                    + " If so, send it again once no program has it open, or send a copy made with: "
                    + BusyFileException.COPY));
    return upload;
  }

  private static Path existing(Path file, String name) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException("File does not exist: " + name);
    }
    return file;
  }
}
