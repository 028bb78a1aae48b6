// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.ErrandBuilder;
import dev.errand.access.Directory;
import dev.errand.access.Owners;
import dev.errand.access.SecretFiles;
import dev.errand.access.Secrets;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSet;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.OutgoingSettings;
import dev.errand.sqlite.SqliteStore;
import dev.errand.store.FolderOutputs;
import dev.errand.store.Store;
import dev.errand.task.TaskListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * An {@link Errand} that runs the {@link Operation} beans and those of {@link OperationSet} beans,
 * and tells the {@link TaskListener} beans; its store is the {@link Store} bean, or else the
 * embedded one in {@code errand.data} (with {@code errand.store}: see {@link
 * ErrandPostgresAutoConfiguration}). It runs from the moment it is made until the context closes.
 */
@AutoConfiguration
@EnableConfigurationProperties(ErrandProperties.class)
public class ErrandAutoConfiguration {

  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean(Store.class)
  SqliteStore errandStore(ErrandProperties properties, ObjectProvider<CommitListener> listeners) {
    if (properties.store() != null) {
      throw new IllegalStateException(
          "errand.store needs dev.errand:errand-postgres on the class path");
    }
    // Looked up now: a look-up from the store's thread would wait for the context, which may wait
    // for the store.
    List<CommitListener> all = listeners.orderedStream().toList();
    return SqliteStore.in(properties.data())
        .onCommit(size -> all.forEach(listener -> listener.committed(size)));
  }

  @Bean
  @ConditionalOnMissingBean
  ErrandClock errandClock(Store store) {
    return new ErrandClock(store);
  }

  /** What the server signs with, where no database keeps it. */
  @Bean
  @ConditionalOnMissingBean(Secrets.class)
  SecretFiles errandSecrets(ErrandProperties properties) {
    return new SecretFiles(properties.data());
  }

  /** Before any setting is read. */
  @Bean
  static BeanFactoryPostProcessor errandSettingsCheck(ConfigurableEnvironment environment) {
    return new SettingsCheck(environment);
  }

  /** For what callers name by URL. */
  @Bean
  @ConditionalOnMissingBean
  OutgoingHttp errandOutgoingHttp(ErrandProperties properties) {
    return new OutgoingHttp(OutgoingSettings.DEFAULT.rule(properties.outgoing().rule()));
  }

  /** With accounts of ours nobody is known elsewhere, unless an issuer knows them. */
  @Bean
  @ConditionalOnMissingBean(Owners.class)
  ErrandOwners errandOwners(ErrandProperties properties, ObjectProvider<Directory> directories) {
    ErrandProperties.Security security = properties.security();
    return new ErrandOwners(
        directories, security.mode() != SecurityMode.ACCOUNTS || security.oidc() != null);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  @ConditionalOnMissingBean
  Errand errand(
      ErrandProperties properties,
      Store store,
      Owners owners,
      ObjectProvider<Operation<?, ?>> operations,
      ObjectProvider<OperationSet> sets,
      ObjectProvider<TaskListener> listeners) {
    List<Operation<?, ?>> all = new ArrayList<>(operations.orderedStream().toList());
    sets.orderedStream().map(OperationSet::operations).forEach(all::addAll);
    ErrandBuilder builder =
        Errand.builder()
            .store(store)
            .data(properties.data())
            .node(NodeName.of(properties))
            .workers(properties.workers())
            .waitingWorkers(properties.waitingWorkers())
            .retention(properties.retention())
            .stopPatience(properties.stopPatience())
            .abandonAfter(properties.abandonAfter())
            .owners(owners)
            .operations(all);
    Optional.ofNullable(properties.retentionMaximum()).ifPresent(builder::retentionMaximum);
    OperationRetentions.of(properties, all).forEach(builder::retention);
    SetLimits.of(properties, all).forEach(builder::limit);
    builder.sharedBy(properties.limits().sharedBy());
    listeners.orderedStream().forEach(builder::listener);
    if (properties.outputs() == ErrandProperties.Outputs.FOLDER) {
      Path folder = Objects.requireNonNullElse(properties.shared(), properties.data());
      builder.outputs(new FolderOutputs(folder.resolve("outputs")));
    }
    return builder.build();
  }
}
