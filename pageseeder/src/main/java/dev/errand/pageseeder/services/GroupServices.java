// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.services;

import dev.errand.Errand;
import dev.errand.access.Accounts;
import dev.errand.document.Documents;
import dev.errand.files.Upkeep;
import dev.errand.files.UpkeepSet;
import dev.errand.http.RouteSet;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSet;
import dev.errand.pageseeder.Services;
import dev.errand.pageseeder.ThreadBodies;
import dev.errand.pageseeder.ThreadContents;
import dev.errand.pageseeder.export.ExportContent;
import dev.errand.pageseeder.export.ExportTargets;
import dev.errand.pageseeder.export.GroupExport;
import dev.errand.pageseeder.export.GroupExportRoutes;
import dev.errand.pageseeder.export.MemberResourceRoutes;
import dev.errand.pageseeder.groups.GroupArchive;
import dev.errand.pageseeder.groups.GroupKeeping;
import dev.errand.pageseeder.groups.GroupMove;
import dev.errand.pageseeder.groups.GroupNameRoutes;
import dev.errand.pageseeder.groups.GroupRename;
import dev.errand.pageseeder.groups.GroupUnarchive;
import dev.errand.pageseeder.groups.LeftRelocations;
import dev.errand.pageseeder.groups.MoveRoutes;
import dev.errand.pageseeder.groups.UriRoutes;
import dev.errand.pageseeder.loading.LoadContent;
import dev.errand.pageseeder.loading.LoadStart;
import dev.errand.pageseeder.loading.LoadUnzip;
import dev.errand.pageseeder.loading.LoadingRoutes;
import dev.errand.pageseeder.loading.LoadingSite;
import dev.errand.pageseeder.loading.LoadingZones;
import dev.errand.pageseeder.loading.UnzipLimits;
import dev.errand.pageseeder.loading.UploadRoutes;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The operations on the documents of groups, where these lie, and the services that start them.
 * Safe for all threads.
 */
public final class GroupServices implements OperationSet, TaskListener, AutoCloseable {

  private final GroupKeeping keeping;
  private final LoadingSite site;
  private final LeftRelocations left;

  private GroupServices(GroupKeeping keeping) throws IOException {
    this.keeping = keeping;
    this.left = new LeftRelocations(keeping);
    this.site =
        new LoadingSite(
            keeping.accounts(),
            keeping.folders(),
            LoadingZones.open(keeping.folders()),
            keeping.relocations());
  }

  /**
   * Opens the folder of all groups, making it if need be.
   *
   * @throws IOException if what was left on its way cannot be read, naming the file
   */
  public static GroupServices open(Accounts accounts, Documents documents, Path root)
      throws IOException {
    GroupKeeping keeping = GroupKeeping.open(accounts, documents, root);
    try {
      return new GroupServices(keeping);
    } catch (IOException | RuntimeException e) {
      keeping.close();
      throw e;
    }
  }

  @Override
  public List<Operation<?, ?>> operations() {
    return List.of(
        new GroupMove(keeping),
        new GroupRename(keeping),
        new GroupArchive(keeping),
        new GroupUnarchive(keeping),
        new LoadUnzip(site, UnzipLimits.DEFAULTS),
        new LoadStart(site, keeping.documents()),
        new GroupExport(keeping.accounts(), keeping.folders(), keeping.documents()));
  }

  /** The services. */
  public RouteSet routes(Errand errand, ThreadBodies bodies) {
    Services services = new Services(errand, keeping.accounts(), keeping.documents()::find);
    return RouteSet.of(
        List.of(
            new MoveRoutes(services, keeping, bodies),
            new GroupNameRoutes(services, bodies),
            new UriRoutes(services, keeping, bodies),
            new UploadRoutes(services, bodies, site),
            new LoadingRoutes(services, bodies, site),
            new GroupExportRoutes(
                services, bodies, new ExportTargets(keeping.accounts(), keeping.documents())),
            new MemberResourceRoutes(services)));
  }

  /** What the threads show that they start. */
  public static ThreadContents contents() {
    return new ThreadContents(
        Map.of(LoadStart.NAME, new LoadContent(), GroupExport.NAME, new ExportContent()));
  }

  /**
   * Puts back what was left on its way by tasks that do not go on, and throws away what no task
   * needs, now and again and again.
   *
   * @param errand started, so that it knows which tasks go on by themselves
   */
  public UpkeepSet lookAfter(Errand errand) throws IOException {
    left.putBack(errand);
    return new UpkeepSet(
        List.of(
            Upkeep.of("relocations", LeftRelocations.PAUSE, () -> left.putBack(errand)),
            Upkeep.of("loading-zones", Duration.ofMinutes(10), site.zones()::sweep)));
  }

  @Override
  public void ended(Task task) {
    left.ended(task);
  }

  /** To be called when no task runs any more. */
  @Override
  public void close() {
    keeping.close();
  }
}
