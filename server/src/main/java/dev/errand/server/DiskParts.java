// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.files.FolderSizes;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.application.DiskSpaceHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.micrometer.metrics.system.DiskSpaceMetricsBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** What health and metrics tell of the disks that this server writes to. */
@Configuration(proxyBeanMethods = false)
class DiskParts {

  /** With less than that free, a start may be refused at any moment. */
  private static final DataSize LEAST = DataSize.ofMegabytes(10);

  /** The folders by what they are for; the shared one only where there is one. */
  private static Map<String, File> folders(DataFolder data, KeptFolder kept) {
    Map<String, File> folders = new LinkedHashMap<>();
    folders.put("data", data.path().toFile());
    if (!kept.path().equals(data.path())) {
      folders.put("shared", kept.path().toFile());
    }
    return folders;
  }

  @Bean
  CompositeHealthContributor diskHealthContributor(DataFolder data, KeptFolder kept) {
    return CompositeHealthContributor.fromMap(
        folders(data, kept), folder -> new DiskSpaceHealthIndicator(folder, LEAST));
  }

  @Bean
  DiskSpaceMetricsBinder diskSpaceMetrics(DataFolder data, KeptFolder kept) {
    return new DiskSpaceMetricsBinder(List.copyOf(folders(data, kept).values()), List.of());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  FolderSizes folderSizes(KeptFolder kept) {
    return new FolderSizes(
        Map.of("repos", kept.repositories(), "groups", kept.groups(), "uploads", kept.uploads()));
  }

  @Bean
  FolderGauges folderGauges(FolderSizes sizes) {
    return new FolderGauges(sizes);
  }
}
