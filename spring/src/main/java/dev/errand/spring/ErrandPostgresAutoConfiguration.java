// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.access.Accounts;
import dev.errand.access.Directory;
import dev.errand.access.Secrets;
import dev.errand.access.SessionEndings;
import dev.errand.callback.Deliveries;
import dev.errand.postgres.PostgresAccounts;
import dev.errand.postgres.PostgresDeliveries;
import dev.errand.postgres.PostgresSecrets;
import dev.errand.postgres.PostgresSessionEndings;
import dev.errand.postgres.PostgresSettings;
import dev.errand.postgres.PostgresStore;
import dev.errand.security.EndedSessions;
import dev.errand.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where {@code errand.store} names a PostgreSQL database: tasks, files that tasks leave, accounts,
 * deliveries and what is signed with are kept there, and several nodes share them. A {@link
 * PostgresSettings} bean of the application goes before the settings {@code errand.store-*}.
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
    return StoreAccess.settings(properties);
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

  /** Those of the folders go there if the database has none. */
  @Bean
  @ConditionalOnMissingBean(Secrets.class)
  PostgresSecrets errandSecrets(PostgresSettings settings, ErrandProperties properties) {
    return new PostgresSecrets(settings, properties.folders());
  }

  /** Sessions of browsers. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(EndedSessions.class)
  @ConditionalOnProperty(prefix = "errand.security", name = "mode", havingValue = "accounts")
  static class SharedSessions {

    /** The accounts are there first, because the application may take its folder for them. */
    @Bean
    @ConditionalOnMissingBean(SessionEndings.class)
    PostgresSessionEndings errandEndedSessions(
        Accounts accounts, PostgresSettings settings, ErrandProperties properties) {
      PostgresSessionEndings endings = PostgresSessionEndings.at(settings);
      for (Path folder : properties.folders()) {
        EndedSessions.handOver(folder, endings, InstantSource.system());
      }
      return endings;
    }
  }

  @Bean
  @ConditionalOnMissingBean(Deliveries.class)
  PostgresDeliveries errandDeliveries(PostgresSettings settings) {
    return PostgresDeliveries.at(settings);
  }
}
