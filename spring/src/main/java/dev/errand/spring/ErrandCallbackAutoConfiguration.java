// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.access.Secrets;
import dev.errand.callback.CallbackBodies;
import dev.errand.callback.Deliveries;
import dev.errand.ogc.callback.CallbackSecret;
import dev.errand.ogc.callback.CallbackSettings;
import dev.errand.ogc.callback.CallbackSignals;
import dev.errand.ogc.callback.CallbackSubscribing;
import dev.errand.ogc.callback.Callbacks;
import dev.errand.ogc.callback.DeliveryRoutes;
import dev.errand.ogc.execute.OgcCallbackBodies;
import dev.errand.ogc.execute.Subscribing;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.sqlite.SqliteDeliveries;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * What is told to subscribers of jobs: kept by the {@link Deliveries} bean, or else in {@code
 * errand.data}, and sent from the moment the context is up until it closes.
 */
@AutoConfiguration(after = ErrandAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class ErrandCallbackAutoConfiguration {

  /** Hears of tasks before anything else of this is there. */
  @Bean
  CallbackSignals errandCallbackSignals() {
    return new CallbackSignals();
  }

  /** Once the store, which the Errand opens, has brought the file up to date. */
  @Bean
  @ConditionalOnMissingBean(Deliveries.class)
  SqliteDeliveries errandDeliveries(ErrandProperties properties, Errand running) {
    return SqliteDeliveries.in(properties.data());
  }

  @Bean
  @ConditionalOnMissingBean
  CallbackBodies errandCallbackBodies(Errand errand) {
    return new OgcCallbackBodies(errand);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Callbacks errandCallbacks(
      Errand errand,
      Deliveries deliveries,
      CallbackSignals signals,
      CallbackBodies bodies,
      Secrets secrets,
      ErrandClock clock,
      ErrandProperties properties) {
    OutgoingHttp http =
        new OutgoingHttp(OutgoingSettings.DEFAULT.rule(properties.outgoing().rule()));
    return new Callbacks(
        new Callbacks.Parts(errand, deliveries, signals, http, bodies, secret(secrets, properties)),
        CallbackSettings.DEFAULT,
        clock);
  }

  private static CallbackSecret secret(Secrets secrets, ErrandProperties properties) {
    ErrandProperties.@Nullable Secret given = properties.callbacks().secret();
    if (given == null) {
      return CallbackSecret.in(secrets);
    }
    try {
      return CallbackSecret.parse(given.text());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("errand.callbacks.secret: " + e.getMessage(), e);
    }
  }

  @Bean
  @ConditionalOnMissingBean
  Subscribing errandSubscribing(OutgoingHttp outgoing, Callbacks callbacks) {
    return new CallbackSubscribing(outgoing, callbacks);
  }

  @Bean
  DeliveryRoutes errandDeliveryRoutes(Errand errand, Deliveries deliveries) {
    return new DeliveryRoutes(errand, deliveries);
  }
}
