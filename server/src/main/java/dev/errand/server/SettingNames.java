// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.spring.KnownSetting;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses settings that nobody reads: in a file all of them, in the environment those that are
 * called as ours are.
 */
final class SettingNames {

  private static final String OURS = "errand.";

  /** Read by the launcher. */
  private static final Set<String> OF_THE_LAUNCHER = Set.of("ERRAND_JAVA_HOME", "ERRAND_JAVA_OPTS");

  private static final List<String> KNOWN =
      KnownSetting.all().stream().map(KnownSetting::name).toList();

  private SettingNames() {}

  /**
   * Does nothing if all settings in files and in the environment are known.
   *
   * @throws Refusal naming the first that is not
   */
  static void requireKnown(ConfigurableEnvironment environment) {
    requireKnown(environment.getSystemEnvironment().keySet());
    environment.getPropertySources().stream()
        .filter(OriginTrackedMapPropertySource.class::isInstance)
        .map(OriginTrackedMapPropertySource.class::cast)
        .forEach(SettingNames::requireKnown);
  }

  private static void requireKnown(OriginTrackedMapPropertySource file) {
    for (String name : file.getPropertyNames()) {
      SettingPlace place = SettingPlace.of(Optional.ofNullable(file.getOrigin(name)));
      if (!place.isDefault() && !isKnown(name)) {
        throw new Refusal("unknown setting '%s' (%s); %s".formatted(name, place, hint(name)));
      }
    }
  }

  private static boolean isKnown(String name) {
    ConfigurationPropertyName given =
        ConfigurationPropertyName.adapt(name.replaceFirst("\\[[0-9]+]$", ""), '.');
    return OtherSettings.isKnown(name) || KNOWN.stream().anyMatch(known -> isCalled(given, known));
  }

  /** However dashes are set, and with any word for a star. */
  private static boolean isCalled(ConfigurationPropertyName given, String known) {
    String[] parts = known.split("\\.");
    if (given.getNumberOfElements() != parts.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      String part = given.getElement(i, ConfigurationPropertyName.Form.UNIFORM);
      if (!parts[i].equals("*") && !part.equals(parts[i].replace("-", ""))) {
        return false;
      }
    }
    return true;
  }

  private static String hint(String name) {
    if (isKnown(OURS + name)) {
      return "did you mean '" + OURS + name + "'?";
    }
    return name.startsWith(OURS)
        ? "'errand serve --check' shows all"
        : "ours begin with '" + OURS + "', and of others there are " + OtherSettings.names();
  }

  /**
   * Does nothing if all variables that are called as ours are known.
   *
   * @param variables names of the environment
   * @throws Refusal naming the first that is not
   */
  static void requireKnown(Collection<String> variables) {
    for (String variable : new TreeSet<>(variables)) {
      if (variable.startsWith("ERRAND_")
          && !OF_THE_LAUNCHER.contains(variable)
          && KNOWN.stream().noneMatch(name -> means(variable, name))) {
        throw new Refusal(
            "unknown setting %s in the environment; settings are called as those of a file, in capitals and with _ for every . and -, and names of operations without their dashes"
                .formatted(variable));
      }
    }
  }

  /** Dashes may also be left out, and an item of a list has its number at the end. */
  private static boolean means(String variable, String name) {
    String capitals = name.replace('.', '_').toUpperCase(Locale.ROOT);
    String plain = variable.replaceFirst("_[0-9]+$", "");
    return matches(plain, capitals.replace('-', '_')) || matches(plain, capitals.replace("-", ""));
  }

  private static boolean matches(String variable, String pattern) {
    return Pattern.matches(pattern.replace("*", "[A-Z0-9]+"), variable);
  }
}
