// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** What Errand counts, in the application's {@link MeterRegistry}. */
@AutoConfiguration(
    after = ErrandAutoConfiguration.class,
    afterName =
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public class ErrandMetricsAutoConfiguration {

  @Bean
  TaskTimers errandTaskTimers(MeterRegistry registry) {
    return new TaskTimers(registry);
  }

  @Bean
  TaskGauges errandTaskGauges(Errand errand) {
    return new TaskGauges(errand);
  }

  @Bean
  LimitGauges errandLimitGauges(Errand errand) {
    return new LimitGauges(errand);
  }

  @Bean
  ScheduleGauges errandScheduleGauges(Errand errand, ErrandClock clock) {
    return new ScheduleGauges(errand, clock);
  }

  @Bean
  StartCounters errandStartCounters(MeterRegistry registry) {
    return new StartCounters(registry);
  }

  @Bean
  OperationMeters errandOperationMeters(
      MeterRegistry registry,
      ObjectProvider<TaskGauges> tasks,
      ObjectProvider<LimitGauges> limits) {
    return new OperationMeters(registry, tasks, limits);
  }

  @Bean
  StoreGauges errandStoreGauges(Errand errand, ErrandClock clock) {
    return new StoreGauges(errand, clock);
  }

  @Bean
  NodeGauges errandNodeGauges(Errand errand) {
    return new NodeGauges(errand);
  }

  @Bean
  CommitListener errandCommitSizes(MeterRegistry registry) {
    DistributionSummary sizes =
        DistributionSummary.builder("errand.store.commit.size")
            .description("How many changes shared a commit of the store")
            .register(registry);
    return sizes::record;
  }
}
