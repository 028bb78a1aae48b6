// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.Store;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A schema for each folder, for contracts that tell stores apart by their folders. */
final class FolderDatabases {

  private final Map<Path, PostgresSettings> byFolder = new ConcurrentHashMap<>();

  Store store(Path folder) {
    return OwnClock.of(PostgresStore.at(byFolder.computeIfAbsent(folder, _ -> Database.fresh())));
  }
}
