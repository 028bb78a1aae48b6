// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.limit.Rate;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A setting that there is.
 *
 * @param name such as {@code errand.stop-patience}; {@code *} stands for any word
 * @param type what its text is read as; of a list that is the type of its items
 * @param isList whether it is a list
 * @param initial what holds where nobody sets it, as text; absent where that is worked out
 */
public record KnownSetting(String name, Class<?> type, boolean isList, Optional<String> initial) {

  private static final List<KnownSetting> ALL = all("errand", ErrandProperties.class);

  /** All settings of Errand, in the order in which they are described. */
  public static List<KnownSetting> all() {
    return ALL;
  }

  private static List<KnownSetting> all(String prefix, Class<?> record) {
    List<KnownSetting> all = new ArrayList<>();
    RecordComponent[] components = record.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      String name = prefix + "." + dashed(components[i].getName());
      // Annotations of components are those of the constructor's parameters.
      @Nullable DefaultValue initial =
          record.getDeclaredConstructors()[0].getParameters()[i].getAnnotation(DefaultValue.class);
      all.addAll(settings(name, components[i], initial));
    }
    return List.copyOf(all);
  }

  private static List<KnownSetting> settings(
      String name, RecordComponent component, @Nullable DefaultValue initial) {
    Class<?> type = component.getType();
    if (type == Map.class) {
      return all(name + ".*", argument(component, 1));
    }
    if (type == List.class) {
      return List.of(new KnownSetting(name, argument(component, 0), true, Optional.empty()));
    }
    if (type.isRecord() && type != ErrandProperties.Secret.class && type != Rate.class) {
      return all(name, type);
    }
    return List.of(
        new KnownSetting(
            name,
            type,
            false,
            Optional.ofNullable(initial).map(value -> String.join(",", value.value()))));
  }

  private static Class<?> argument(RecordComponent component, int index) {
    Type type = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[index];
    return (Class<?>) type;
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Whether its value is for nobody's eyes. */
  public boolean isSecret() {
    return type == ErrandProperties.Secret.class;
  }

  /** What is wrong with a text for it, to stand after "cannot be …: "; empty if nothing is. */
  public Optional<String> problem(String text) {
    return SettingRule.problem(type, text);
  }
}
