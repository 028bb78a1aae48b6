// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.http.OpenAnswers;
import dev.errand.ogc.live.JobWatching;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** Status, events and log of jobs, and the answers that stay open for them. */
@AutoConfiguration(
    after = ErrandAutoConfiguration.class,
    before = ErrandServletAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class ErrandWatchingAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  OpenAnswers errandOpenAnswers(ErrandProperties properties) {
    OpenAnswers.Settings defaults = OpenAnswers.Settings.DEFAULTS;
    int streams = properties.http().streams();
    return new OpenAnswers(
        new OpenAnswers.Settings(
            streams == 0 ? defaults.most() : streams, properties.http().heartbeat()));
  }

  @Bean
  OpenAnswersEnd errandOpenAnswersEnd(OpenAnswers open, ApplicationContext context) {
    return new OpenAnswersEnd(open, context);
  }

  @Bean
  JobWatching errandJobWatching(Errand errand, OpenAnswers open, ErrandClock clock) {
    return new JobWatching(errand, open, clock);
  }
}
