// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.files.FolderSizes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.OptionalLong;

/** Shows how much room the kept folders take, by the latest walk through them. */
final class FolderGauges implements MeterBinder {

  private final FolderSizes sizes;

  FolderGauges(FolderSizes sizes) {
    this.sizes = sizes;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String folder : sizes.names()) {
      Gauge.builder("errand.folder", sizes, all -> size(all, folder))
          .baseUnit("bytes")
          .description(
              "How large the files of a kept folder are, walked now and then. Servers that share a"
                  + " folder show the same: take the maximum, not the sum")
          .tag("folder", folder)
          .tag("scope", "store")
          .register(registry);
    }
  }

  private static double size(FolderSizes all, String folder) {
    OptionalLong bytes = all.bytes(folder);
    return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
  }
}
