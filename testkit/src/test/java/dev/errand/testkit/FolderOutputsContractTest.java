// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import dev.errand.store.FolderOutputs;
import dev.errand.store.OutputStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** The folder keeps the contract of all stores of outputs. */
class FolderOutputsContractTest extends OutputStoreContract {

  @TempDir private Path data;

  @Override
  protected OutputStore store() {
    return new FolderOutputs(data.resolve("outputs"));
  }

  @Override
  protected boolean isEmpty() {
    String @Nullable [] names = data.resolve("outputs").toFile().list();
    return names == null || names.length == 0;
  }
}
