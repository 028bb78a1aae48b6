// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.http.HttpSettings;
import dev.errand.http.ogc.OgcJobs;
import dev.errand.http.ogc.OgcLanding;
import dev.errand.http.ogc.OgcProcesses;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * The routes of OGC API – Processes, for the servlet: every operation a process, every task a job.
 */
@AutoConfiguration(after = ErrandServletAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class ErrandOgcAutoConfiguration {

  @Bean
  OgcLanding errandOgcLanding(ErrandProperties properties) {
    return new OgcLanding(properties.title(), properties.description());
  }

  @Bean
  OgcProcesses errandOgcProcesses(Errand errand) {
    return new OgcProcesses(errand);
  }

  @Bean
  OgcJobs errandOgcJobs(Errand errand, HttpSettings settings) {
    return new OgcJobs(errand, settings.cancelWait());
  }
}
