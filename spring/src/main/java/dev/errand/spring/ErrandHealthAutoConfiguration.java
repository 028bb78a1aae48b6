// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The part {@code errand} of the application's health. */
@AutoConfiguration(after = ErrandAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
public class ErrandHealthAutoConfiguration {

  @Bean
  ErrandHealth errandHealthIndicator(Errand errand) {
    return new ErrandHealth(errand);
  }
}
