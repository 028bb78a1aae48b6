// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.access.Directory;
import dev.errand.callback.Deliveries;
import dev.errand.postgres.PostgresAccounts;
import dev.errand.postgres.PostgresDeliveries;
import dev.errand.postgres.PostgresSettings;
import dev.errand.postgres.PostgresStore;
import dev.errand.store.Store;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Where {@code errand.store} names a PostgreSQL database: tasks, files that tasks leave, accounts
 * and deliveries are kept there, and several nodes share them. A {@link PostgresSettings} bean of
 * the application goes before the settings {@code errand.store-*}.
 */
@AutoConfiguration(
    before = {
      ErrandAutoConfiguration.class,
      ErrandAccountsAutoConfiguration.class,
      ErrandCallbackAutoConfiguration.class
    })
@ConditionalOnClass(PostgresStore.class)
@ConditionalOnProperty("errand.store")
@EnableConfigurationProperties(ErrandProperties.class)
public class ErrandPostgresAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  PostgresSettings errandPostgresSettings(ErrandProperties properties) {
    return StoreAccess.in(properties).orElseThrow().settings();
  }

  /** Opened and closed by the Errand. */
  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean(Store.class)
  PostgresStore errandStore(PostgresSettings settings) {
    return PostgresStore.at(settings);
  }

  @Bean
  @ConditionalOnMissingBean(Directory.class)
  @ConditionalOnProperty(prefix = "errand.security", name = "mode", havingValue = "accounts")
  PostgresAccounts errandAccounts(PostgresSettings settings) {
    return PostgresAccounts.at(settings);
  }

  @Bean
  @ConditionalOnMissingBean(Deliveries.class)
  PostgresDeliveries errandDeliveries(PostgresSettings settings) {
    return PostgresDeliveries.at(settings);
  }
}
