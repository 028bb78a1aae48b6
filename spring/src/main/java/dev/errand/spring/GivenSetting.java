// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A setting as somebody has set it, where several have as it counts.
 *
 * @param name in full, such as {@code errand.files[0]}
 * @param value with placeholders filled in
 * @param origin where it was set
 */
public record GivenSetting(
    KnownSetting setting, String name, String value, Optional<Origin> origin) {

  /** Among parameters. It goes first, since an @ in it does not stand before a host. */
  private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^&]+");

  /**
   * A user's name and password before the host. What is refused may be no address because of what
   * stands in a password, so all up to the last @ goes.
   */
  private static final Pattern BEFORE_HOST = Pattern.compile("(//).+(?=@)", Pattern.DOTALL);

  /** What is set of a setting; several of a list, none if nobody has set it. */
  public static List<GivenSetting> of(KnownSetting setting, ConfigurableEnvironment environment) {
    Given given = new Given(setting, environment);
    if (setting.name().contains("*")) {
      return given.byAnyName();
    }
    List<GivenSetting> found = given.under(ConfigurationPropertyName.of(setting.name())).toList();
    return found.isEmpty() && setting.isList() ? given.items() : found;
  }

  /** What is wrong with it, to stand after "cannot be …: "; empty if nothing is. */
  public Optional<String> problem() {
    return setting.isList() ? Optional.empty() : setting.problem(value);
  }

  /** What may be shown of the value. */
  public String shown() {
    return setting.isSecret() ? "***" : withoutLogin(value);
  }

  /** A text without what logs in somewhere. */
  public static String withoutLogin(String text) {
    String withoutPassword = PASSWORD.matcher(text).replaceAll("$1***");
    return BEFORE_HOST.matcher(withoutPassword).replaceAll("$1***");
  }

  /** Asks the sources of an environment for one setting. */
  private record Given(KnownSetting setting, ConfigurableEnvironment environment) {

    private Iterable<ConfigurationPropertySource> sources() {
      return ConfigurationPropertySources.get(environment);
    }

    private Stream<GivenSetting> under(ConfigurationPropertyName name) {
      for (ConfigurationPropertySource source : sources()) {
        @Nullable ConfigurationProperty property = source.getConfigurationProperty(name);
        if (property != null) {
          return Stream.of(given(property));
        }
      }
      return Stream.empty();
    }

    private GivenSetting given(ConfigurationProperty property) {
      return new GivenSetting(
          setting,
          property.getName().toString(),
          environment.resolvePlaceholders(property.getValue().toString()),
          Optional.ofNullable(property.getOrigin()));
    }

    private List<GivenSetting> items() {
      List<GivenSetting> items = new ArrayList<>();
      for (int i = 0; ; i++) {
        List<GivenSetting> item =
            under(ConfigurationPropertyName.of(setting.name() + "[" + i + "]")).toList();
        if (item.isEmpty()) {
          return items;
        }
        items.addAll(item);
      }
    }

    private List<GivenSetting> byAnyName() {
      int star = setting.name().indexOf("*");
      ConfigurationPropertyName before =
          ConfigurationPropertyName.of(setting.name().substring(0, star - 1));
      String after = setting.name().substring(star + 2);
      Map<String, GivenSetting> found = new TreeMap<>();
      for (ConfigurationPropertySource source : sources()) {
        if (source instanceof IterableConfigurationPropertySource all) {
          all.stream()
              .filter(name -> before.isAncestorOf(name))
              .filter(name -> name.toString().endsWith("." + after))
              .flatMap(this::under)
              .forEach(given -> found.putIfAbsent(given.name(), given));
        }
      }
      return List.copyOf(found.values());
    }
  }
}
