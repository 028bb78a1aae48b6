// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.Errand;
import dev.errand.access.Group;
import dev.errand.pageseeder.export.GroupExport;
import dev.errand.pageseeder.groups.GroupFolders;
import dev.errand.pageseeder.groups.Relocations;
import dev.errand.sqlite.SqliteDocuments;
import dev.errand.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** An engine with the loading and export of groups, on a data folder. */
public final class Workplace implements AutoCloseable {

  public final Village village = new Village();
  public final GroupFolders folders;
  public final SqliteDocuments documents;
  public final LoadingSite site;
  public final Errand errand;

  public Workplace(Path data) throws IOException {
    this(data, UnzipLimits.DEFAULTS);
  }

  public Workplace(Path data, UnzipLimits limits) throws IOException {
    folders = GroupFolders.open(data.resolve("groups"));
    errand =
        Errand.builder()
            .store(SqliteStore.in(data))
            .data(data)
            .workers(2)
            .stopPatience(Duration.ZERO)
            .operation(new LoadUnzip(site = site(folders), limits))
            .operation(new LoadStart(site, documents = SqliteDocuments.in(data)))
            .operation(new GroupExport(village, folders, documents))
            .build();
    errand.start();
  }

  private LoadingSite site(GroupFolders folders) throws IOException {
    return new LoadingSite(village, folders, LoadingZones.open(folders), Relocations.open(folders));
  }

  /** The group that tests work in. */
  public Group group() {
    return village.group(Village.SPECS).orElseThrow();
  }

  /** Where its documents are. */
  public Path documentsFolder() {
    return folders.documents(group());
  }

  /** The general loading zone of the member with that id. */
  Path zone(long member) {
    return folders.loadingZone(group()).resolve(member + "/general");
  }

  @Override
  public void close() {
    errand.close();
    documents.close();
    folders.close();
  }
}
