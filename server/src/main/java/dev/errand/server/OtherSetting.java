// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * One of {@link OtherSettings}, as somebody has set it.
 *
 * @param value with placeholders filled in
 */
record OtherSetting(String name, String value, SettingPlace place) {

  /** Those that were set, as they count, sorted by their names. */
  static List<OtherSetting> given(ConfigurableEnvironment environment) {
    Map<String, OtherSetting> given = new TreeMap<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource all) {
        for (ConfigurationPropertyName name : all) {
          of(name, source, environment)
              .filter(setting -> !setting.place().isDefault())
              .filter(setting -> OtherSettings.isKnown(setting.name()))
              .ifPresent(setting -> given.putIfAbsent(setting.name(), setting));
        }
      }
    }
    return List.copyOf(given.values());
  }

  private static Optional<OtherSetting> of(
      ConfigurationPropertyName name,
      ConfigurationPropertySource source,
      ConfigurableEnvironment environment) {
    if (!OtherSettings.mayBe(name.toString())) {
      return Optional.empty();
    }
    @Nullable ConfigurationProperty property = source.getConfigurationProperty(name);
    return Optional.ofNullable(property)
        .map(found ->
            new OtherSetting(
                spelt(found),
                environment.resolvePlaceholders(found.getValue().toString()),
                SettingPlace.of(Optional.ofNullable(found.getOrigin()))));
  }

  /** Capitals count in the names of loggers; those of variables tell nothing. */
  private static String spelt(ConfigurationProperty property) {
    String name = property.getName().toString();
    return property.getOrigin() instanceof PropertySourceOrigin origin
            && origin.getPropertyName().equalsIgnoreCase(name)
        ? origin.getPropertyName()
        : name;
  }

  /** What may be shown of the value. */
  String shown() {
    return OtherSettings.isSecret(name) ? "***" : value;
  }
}
