// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.http.HttpSettings;
import dev.errand.ogc.OgcJobs;
import dev.errand.ogc.OgcLanding;
import dev.errand.ogc.OgcProcesses;
import dev.errand.ogc.ask.OgcAnswers;
import dev.errand.ogc.execute.GivenInputs;
import dev.errand.ogc.execute.OgcExecution;
import dev.errand.ogc.execute.OgcResults;
import dev.errand.ogc.execute.Subscribing;
import dev.errand.ogc.schedule.OgcSchedules;
import dev.errand.outgoing.OutgoingHttp;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * The routes of OGC API – Processes, for the servlet: every operation a process, every task a job.
 */
@AutoConfiguration(
    after = {ErrandServletAutoConfiguration.class, ErrandCallbackAutoConfiguration.class})
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
  OgcExecution errandOgcExecution(
      Errand errand,
      OutgoingHttp outgoing,
      ObjectProvider<Subscribing> subscribing,
      HttpSettings settings) {
    return new OgcExecution(
        errand,
        outgoing,
        subscribing.getIfAvailable(() -> Subscribing.REFUSED),
        settings.limits().document());
  }

  @Bean
  OgcSchedules errandOgcSchedules(Errand errand, OutgoingHttp outgoing, HttpSettings settings) {
    return new OgcSchedules(errand, new GivenInputs(outgoing, settings.limits().document()));
  }

  @Bean
  OgcAnswers errandOgcAnswers(Errand errand) {
    return new OgcAnswers(errand);
  }

  @Bean
  OgcResults errandOgcResults(Errand errand) {
    return new OgcResults(errand);
  }
}
