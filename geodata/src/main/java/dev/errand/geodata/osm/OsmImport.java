// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.geodata.repository.Person;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Revision;
import dev.errand.geodata.repository.Transactions;
import dev.errand.operation.CancelledException;
import dev.errand.operation.Hints;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Recovery;
import dev.errand.operation.ReleasesInputs;
import dev.errand.operation.Secret;
import dev.errand.operation.TaskContext;
import dev.errand.task.TaskId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Imports an OpenStreetMap file into a repository, as one new revision or not at all.
 *
 * <p>An attempt that was lost ends the task FAILED, although repeating it would be harmless:
 * GeoGig's clients know no task that runs twice, an upload may be gone after the first attempt, and
 * what brought the server down once (a disk that is full, a machine out of memory) would do so
 * again. The repository is untouched, so whoever wants it again starts it again.
 */
public final class OsmImport
    implements Operation<OsmImport.Inputs, OsmReport>, ReleasesInputs<OsmImport.Inputs> {

  public static final String NAME = "osm-import";

  private static final String DEFAULT_MESSAGE = "Updated OSM data";

  /** What it is called, takes and gives. */
  public static final OperationSpec<Inputs, OsmReport> SPEC =
      OperationSpec.of(NAME, "Import an OpenStreetMap file", Inputs.class, OsmReport.class)
          .description(
              "Imports an OpenStreetMap file (PBF or XML, also compressed) into a"
                  + " repository, as one new revision or not at all.")
          .hints(Hints.changing().reachingOut().pace(Hints.Pace.LONG))
          .recovery(Recovery.FAIL)
          .unit("entities");

  private final Repositories repositories;
  private final OsmSources sources;
  private final OsmSettings settings;

  /**
   * What to import where. Exactly one of {@code file}, {@code uri} and {@code upload} is given.
   *
   * @param file a path on the server, relative to the folder the server was started in, or a file,
   *     http or https URL
   * @param uri the same, as GeoGig calls it
   * @param upload what {@link dev.errand.files.Uploads} called a file that came with the request;
   *     it is deleted when the task ends. Secret, so that nobody else can name it
   * @param add whether nodes and ways that are in the repository and not in the file stay
   */
  public record Inputs(
      @JsonPropertyDescription("The name of the repository") String repo,
      @JsonPropertyDescription("A path on the server, or a file, http or https URL")
          Optional<String> file,
      @JsonPropertyDescription("GeoGig's word for file; give one of them") Optional<String> uri,
      @JsonPropertyDescription("A file that came with the request") @Secret Optional<String> upload,
      @JsonPropertyDescription(
              "Whether nodes and ways that are in the repository and not in the file stay")
          @JsonProperty(defaultValue = "false")
          boolean add,
      @JsonPropertyDescription("What the new revision says of itself") Optional<String> message) {}

  public OsmImport(Repositories repositories, OsmSources sources, OsmSettings settings) {
    this.repositories = repositories;
    this.sources = sources;
    this.settings = settings;
  }

  @Override
  public OperationSpec<Inputs, OsmReport> spec() {
    return SPEC;
  }

  @Override
  public String describe(Inputs inputs) {
    String repository =
        repositories.find(inputs.repo()).map(found -> found.uri().toString()).orElse("null");
    return "osm import %s, repository: %s".formatted(OsmSource.of(inputs).shown(), repository);
  }

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
   * @throws dev.errand.outgoing.RefusedAddressException if the URL cannot be one to fetch from
   */
  @Override
  public void check(Inputs inputs) {
    repositories.open(inputs.repo());
    sources.check(OsmSource.of(inputs));
  }

  @Override
  public void release(Inputs inputs, TaskId task) throws IOException {
    sources.discard(OsmSource.of(inputs));
  }

  @Override
  public OsmReport run(Inputs inputs, TaskContext context) throws Exception {
    Repository repository = repositories.open(inputs.repo());
    Revision.Note note =
        new Revision.Note(inputs.message().orElse(DEFAULT_MESSAGE), Person.UNKNOWN);
    OsmSource source = OsmSource.of(inputs);
    Destination destination =
        new Destination(repository, context.transactionId(), inputs.add(), note);
    try (Transactions.Stay stay = repository.transactions().stay(context.transactionId())) {
      Path file = sources.local(source, context);
      return new OsmImporting(destination, settings, context).run(file);
    } catch (CancelledException e) {
      // Clients read the figures of a cancelled import, also if there was nothing to count yet.
      return OsmReport.NOTHING;
    }
  }
}
