// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.Errand;
import dev.errand.access.Accounts;
import dev.errand.document.Documents;
import dev.errand.files.Upkeep;
import dev.errand.pageseeder.Services;
import dev.errand.pageseeder.ThreadBodies;
import dev.errand.pageseeder.ThreadContent;
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
import dev.errand.postgres.PostgresDocuments;
import dev.errand.postgres.PostgresSettings;
import dev.errand.sqlite.SqliteDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The documents of groups: their operations, and PageSeeder's services that start them. */
@Configuration(proxyBeanMethods = false)
class GroupParts {

  @Bean
  Documents documents(DataFolder data, ObjectProvider<PostgresSettings> shared) {
    return shared.stream()
        .findFirst()
        .<Documents>map(PostgresDocuments::at)
        .orElseGet(() -> SqliteDocuments.in(data.path()));
  }

  @Bean
  GroupKeeping groupKeeping(Accounts accounts, Documents documents, KeptFolder kept)
      throws IOException {
    return GroupKeeping.open(accounts, documents, kept.groups());
  }

  @Bean
  LoadingSite loadingSite(GroupKeeping keeping) throws IOException {
    return new LoadingSite(
        keeping.accounts(),
        keeping.folders(),
        LoadingZones.open(keeping.folders()),
        keeping.relocations(),
        keeping.turns());
  }

  @Bean
  LeftRelocations leftRelocations(GroupKeeping keeping) {
    return new LeftRelocations(keeping);
  }

  /** Once the engine knows which tasks go on by themselves. */
  @Bean
  SmartInitializingSingleton putBackLeftRelocations(LeftRelocations left, Errand errand) {
    return () -> {
      try {
        left.putBack(errand);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  @Bean
  Upkeep upkeepOfRelocations(LeftRelocations left, Errand errand) {
    return Upkeep.of("relocations", LeftRelocations.PAUSE, () -> left.putBack(errand));
  }

  @Bean
  Upkeep upkeepOfLoadingZones(LoadingSite site) {
    return Upkeep.of("loading-zones", Duration.ofMinutes(10), site.zones()::sweep);
  }

  @Bean
  GroupMove groupMove(GroupKeeping keeping) {
    return new GroupMove(keeping);
  }

  @Bean
  GroupRename groupRename(GroupKeeping keeping) {
    return new GroupRename(keeping);
  }

  @Bean
  GroupArchive groupArchive(GroupKeeping keeping) {
    return new GroupArchive(keeping);
  }

  @Bean
  GroupUnarchive groupUnarchive(GroupKeeping keeping) {
    return new GroupUnarchive(keeping);
  }

  @Bean
  LoadUnzip loadUnzip(LoadingSite site) {
    return new LoadUnzip(site, UnzipLimits.DEFAULTS);
  }

  @Bean
  LoadStart loadStart(LoadingSite site, Documents documents) {
    return new LoadStart(site, documents);
  }

  @Bean
  GroupExport groupExport(GroupKeeping keeping) {
    return new GroupExport(keeping.accounts(), keeping.folders(), keeping.documents());
  }

  @Bean("thread-" + LoadStart.NAME)
  ThreadContent loadContent() {
    return new LoadContent();
  }

  @Bean("thread-" + GroupExport.NAME)
  ThreadContent exportContent() {
    return new ExportContent();
  }

  @Bean
  Services services(Errand errand, Accounts accounts, Documents documents) {
    return new Services(errand, accounts, documents::find);
  }

  @Bean
  MoveRoutes moveRoutes(Services services, GroupKeeping keeping, ThreadBodies bodies) {
    return new MoveRoutes(services, keeping, bodies);
  }

  @Bean
  GroupNameRoutes groupNameRoutes(Services services, ThreadBodies bodies) {
    return new GroupNameRoutes(services, bodies);
  }

  @Bean
  UriRoutes uriRoutes(Services services, GroupKeeping keeping, ThreadBodies bodies) {
    return new UriRoutes(services, keeping, bodies);
  }

  @Bean
  UploadRoutes uploadRoutes(Services services, ThreadBodies bodies, LoadingSite site) {
    return new UploadRoutes(services, bodies, site);
  }

  @Bean
  LoadingRoutes loadingRoutes(Services services, ThreadBodies bodies, LoadingSite site) {
    return new LoadingRoutes(services, bodies, site);
  }

  @Bean
  GroupExportRoutes groupExportRoutes(
      Services services, ThreadBodies bodies, Accounts accounts, Documents documents) {
    return new GroupExportRoutes(services, bodies, new ExportTargets(accounts, documents));
  }

  @Bean
  MemberResourceRoutes memberResourceRoutes(Services services) {
    return new MemberResourceRoutes(services);
  }
}
