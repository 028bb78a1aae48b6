// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses values that Spring would read otherwise than whoever wrote them: times and sizes without
 * a unit. Before anything is bound, because a bound value does not show how it was written.
 */
final class SettingsCheck implements BeanFactoryPostProcessor {

  private final ConfigurableEnvironment environment;

  SettingsCheck(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    KnownSetting.all().stream()
        .flatMap(setting -> GivenSetting.of(setting, environment).stream())
        .forEach(given ->
            given
                .problem()
                .ifPresent(problem -> {
                  throw new InvalidConfigurationPropertyValueException(
                      given.name(), given.shown(), problem);
                }));
  }
}
