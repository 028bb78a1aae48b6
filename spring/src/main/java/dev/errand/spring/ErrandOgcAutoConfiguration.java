// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.http.HttpSettings;
import dev.errand.http.ogc.OgcJobs;
import dev.errand.http.ogc.OgcLanding;
import dev.errand.http.ogc.OgcProcesses;
import dev.errand.http.ogc.execute.OgcExecution;
import dev.errand.http.ogc.execute.OgcResults;
import dev.errand.http.outgoing.OutgoingHttp;
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

  /** What inputs by reference lead to may be as large as a document that holds them itself. */
  @Bean
  OgcExecution errandOgcExecution(Errand errand, OutgoingHttp outgoing, HttpSettings settings) {
    return new OgcExecution(errand, outgoing, settings.limits().document());
  }

  @Bean
  OgcResults errandOgcResults(Errand errand) {
    return new OgcResults(errand);
  }
}
