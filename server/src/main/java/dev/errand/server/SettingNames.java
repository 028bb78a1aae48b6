// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.spring.ErrandProperties;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses settings that nobody reads and that nobody else would refuse: in a file those that begin
 * with no known word, in the environment those that are called as ours are.
 */
final class SettingNames {

  private static final String OURS = "errand";

  /** What the server is made of has settings of its own. */
  private static final List<String> OTHERS =
      List.of("server.", "spring.", "management.", "logging.");

  /** Read by the launcher. */
  private static final Set<String> OF_THE_LAUNCHER = Set.of("ERRAND_JAVA_HOME", "ERRAND_JAVA_OPTS");

  private static final Set<String> KNOWN = known();

  private SettingNames() {}

  private static Set<String> known() {
    Set<String> names = new TreeSet<>();
    collect(OURS, ErrandProperties.class, names);
    return names;
  }

  private static void collect(String prefix, Class<?> record, Set<String> names) {
    for (RecordComponent component : record.getRecordComponents()) {
      String name = prefix + "." + dashed(component.getName());
      Class<?> type = component.getType();
      if (type.isRecord() && !type.equals(ErrandProperties.Secret.class)) {
        collect(name, type, names);
      } else {
        names.add(name);
      }
    }
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /**
   * Does nothing if all settings of a file are known; those that begin with {@code errand.} are
   * looked at when they are read.
   *
   * @throws Refusal naming the first that is not
   */
  static void requireKnown(Path file, Properties settings) {
    for (String name : new TreeSet<>(settings.stringPropertyNames())) {
      if (!name.startsWith(OURS + ".") && OTHERS.stream().noneMatch(name::startsWith)) {
        String ours = OURS + "." + name;
        throw new Refusal(
            "unknown setting '%s' in %s; %s"
                .formatted(
                    name,
                    file,
                    KNOWN.contains(ours)
                        ? "did you mean '" + ours + "'?"
                        : "ours begin with '" + OURS + ".'"));
      }
    }
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
            "unknown setting %s in the environment; settings are called as those of a file, in capitals and with _ for every . and -"
                .formatted(variable));
      }
    }
  }

  /** Dashes may also be left out, and an item of a list has its number at the end. */
  private static boolean means(String variable, String name) {
    String capitals = name.replace('.', '_').toUpperCase(Locale.ROOT);
    String plain = variable.replaceFirst("_[0-9]+$", "");
    return plain.equals(capitals.replace('-', '_')) || plain.equals(capitals.replace("-", ""));
  }
}
