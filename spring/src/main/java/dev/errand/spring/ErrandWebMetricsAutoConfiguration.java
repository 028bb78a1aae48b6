// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.callback.Deliveries;
import dev.errand.http.OpenAnswers;
import dev.errand.ogc.callback.Callbacks;
import dev.errand.security.LogIn;
import dev.errand.security.LogInFailure;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is counted of requests, streams, callbacks and log-ins. */
@AutoConfiguration(
    after = {
      ErrandMetricsAutoConfiguration.class,
      ErrandWatchingAutoConfiguration.class,
      ErrandCallbackAutoConfiguration.class,
      ErrandAccountsAutoConfiguration.class
    },
    before = ErrandServletAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({MeterRegistry.class, OpenAnswers.class})
public class ErrandWebMetricsAutoConfiguration {

  @Bean
  RequestTimers errandRequestTimers(MeterRegistry registry) {
    return new RequestTimers(registry);
  }

  @Bean
  MeterBinder errandStreamGauges(OpenAnswers open) {
    return registry -> {
      stream(registry, "stream", open, OpenAnswers::streams);
      stream(registry, "poll", open, OpenAnswers::polls);
    };
  }

  private static void stream(
      MeterRegistry registry, String kind, OpenAnswers open, ToDoubleFunction<OpenAnswers> value) {
    Gauge.builder("errand.streams.open", open, value)
        .description("Answers of this node that wait for something to happen")
        .tag("kind", kind)
        .register(registry);
  }

  @Bean
  @ConditionalOnBean(Callbacks.class)
  DeliveryGauges errandDeliveryGauges(Deliveries deliveries, Callbacks callbacks) {
    return new DeliveryGauges(deliveries, callbacks);
  }

  /** Where accounts are kept. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(LogIn.class)
  @ConditionalOnBean(LogIn.class)
  static class LogIns {

    @Bean
    MeterBinder errandLogInCounters(LogIn logIn) {
      return registry -> {
        for (LogInFailure failure : LogInFailure.values()) {
          FunctionCounter.builder("errand.log.ins.failed", logIn, known -> known.failures(failure))
              .description("Log-ins that failed at this node")
              .tag("why", failure.name().toLowerCase(Locale.ROOT))
              .register(registry);
        }
      };
    }
  }
}
