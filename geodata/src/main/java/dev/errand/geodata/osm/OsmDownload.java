// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.errand.files.AllowedFolders;
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
import dev.errand.operation.TaskContext;
import dev.errand.osm.BadOsmFileException;
import dev.errand.outgoing.QueryClient;
import dev.errand.task.InvalidInputsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Asks an Overpass server for OpenStreetMap data and imports the answer, as one new revision or not
 * at all. The query is kept with the revision, so that an update can ask it again.
 *
 * <p>It holds a worker although it waits for the server first, because the import that follows is
 * work for a processor, which a virtual thread must not do. An attempt that was lost ends the task
 * FAILED, for the reasons that {@link OsmImport} tells.
 */
public final class OsmDownload implements Operation<OsmDownload.Inputs, OsmReport> {

  public static final String NAME = "osm-download";

  private static final String DEFAULT_MESSAGE = "Updated OSM data";

  /** What it is called, takes and gives. */
  public static final OperationSpec<Inputs, OsmReport> SPEC =
      OperationSpec.of(NAME, "Download OpenStreetMap data", Inputs.class, OsmReport.class)
          .description(
              "Asks an Overpass server for OpenStreetMap data and imports the answer into a"
                  + " repository, as one new revision or not at all.")
          .hints(Hints.changing().reachingOut().pace(Hints.Pace.LONG))
          .recovery(Recovery.FAIL)
          .unit("entities");

  private final Repositories repositories;
  private final AllowedFolders folders;
  private final QueryClient overpass;
  private final OsmSettings settings;

  /**
   * What to ask for. Exactly one of {@code bbox} and {@code filter} is given, or neither with
   * {@code update}.
   *
   * @param filter a file on the server with a query in Overpass QL
   * @param mapping refused
   * @param update whether to ask again what the newest downloaded revision was asked for with
   * @param rebase taken with {@code update} and without effect: there is one line of revisions, so
   *     that a merge and a rebase come to the same
   */
  public record Inputs(
      @JsonPropertyDescription("The name of the repository") String repo,
      @JsonPropertyDescription("Bounding box in degrees: south,west,north,east")
          Optional<String> bbox,
      @JsonPropertyDescription("A file on the server that holds a query in Overpass QL")
          Optional<String> filter,
      @JsonPropertyDescription("Not supported") Optional<String> mapping,
      @JsonPropertyDescription("Whether to ask again what the last download asked for")
          @JsonProperty(defaultValue = "false")
          boolean update,
      @JsonPropertyDescription("Taken with update, without effect")
          @JsonProperty(defaultValue = "false")
          boolean rebase,
      @JsonPropertyDescription("What the new revision says of itself") Optional<String> message) {}

  /**
   * @param folders whose files callers may name as filters
   */
  public OsmDownload(
      Repositories repositories,
      AllowedFolders folders,
      QueryClient overpass,
      OsmSettings settings) {
    this.repositories = repositories;
    this.folders = folders;
    this.overpass = overpass;
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
    return "osm download filter: %s, bbox: %s, mapping: %s, update: %s, rebase: %s, repository: %s"
        .formatted(
            inputs.filter().orElse("null"),
            inputs.bbox().orElse("null"),
            inputs.mapping().orElse("null"),
            inputs.update(),
            inputs.rebase(),
            repository);
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
   * @throws dev.errand.files.PathNotAllowedException if the filter is outside of the allowed
   *     folders
   */
  @Override
  public void check(Inputs inputs) {
    repositories.open(inputs.repo());
    new DownloadRules(folders)
        .problem(inputs)
        .ifPresent(problem -> {
          throw new InvalidInputsException(NAME, List.of(problem));
        });
  }

  @Override
  public OsmReport run(Inputs inputs, TaskContext context) throws Exception {
    Repository repository = repositories.open(inputs.repo());
    try (Transactions.Stay stay = repository.transactions().stay(context.transactionId())) {
      OverpassQuery query = query(inputs, repository, context);
      Revision.Note note =
          new Revision.Note(
              inputs.message().orElse(DEFAULT_MESSAGE),
              Person.UNKNOWN,
              Optional.of(query.origin()));
      Destination destination = new Destination(repository, context.transactionId(), false, note);
      Path answer = fetch(query, context);
      return new OsmImporting(destination, settings, context).run(answer);
    } catch (NoEntitiesException e) {
      throw OverpassException.empty(e);
    } catch (BadOsmFileException e) {
      throw OverpassException.failed(e);
    } catch (CancelledException e) {
      // Clients read the figures of a cancelled download, also if there was nothing to count yet.
      return OsmReport.NOTHING;
    }
  }

  private OverpassQuery query(Inputs inputs, Repository repository, TaskContext context)
      throws IOException {
    if (inputs.update()) {
      return OverpassQuery.last(repository, context.transactionId());
    }
    return inputs.filter().isPresent()
        ? OverpassQuery.read(folders.resolve(inputs.filter().get()))
        : OverpassQuery.of(BoundingBox.parse(inputs.bbox().orElseThrow()));
  }

  private Path fetch(OverpassQuery query, TaskContext context) throws Exception {
    try {
      return overpass.fetch(query.text(), context);
    } catch (IOException e) {
      throw OverpassException.failed(e);
    }
  }
}
