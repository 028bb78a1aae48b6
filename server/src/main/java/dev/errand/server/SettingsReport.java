// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.spring.ErrandProperties;
import dev.errand.spring.GivenSetting;
import dev.errand.spring.KnownSetting;
import dev.errand.spring.StoreAccess;
import dev.errand.task.ShortTime;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * All settings, with what holds and where that was set. What a start would refuse is refused;
 * nothing is opened, made or taken for that.
 */
final class SettingsReport {

  private static final String NOTHING = "-";

  private final ConfigurableEnvironment environment;

  SettingsReport(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /**
   * @throws Refusal naming the first setting with which a server would not start
   */
  void print(PrintStream out) {
    ErrandProperties properties = check();
    Columns columns = new Columns("SETTING", "VALUE", "SOURCE");
    address("server.address", columns);
    address("server.port", columns);
    for (KnownSetting setting : KnownSetting.all()) {
      row(setting, properties, columns);
    }
    for (OtherSetting other : OtherSetting.given(environment)) {
      if (!other.name().equals("server.address") && !other.name().equals("server.port")) {
        columns.row(other.name(), other.shown(), other.place().toString());
      }
    }
    columns.print(out);
  }

  private ErrandProperties check() {
    SettingChecks.check(environment);
    ErrandProperties properties;
    try {
      properties = Binder.get(environment).bindOrCreate("errand", ErrandProperties.class);
    } catch (RuntimeException e) {
      throw StartFailure.explain(e);
    }
    StoreAccess.in(properties).ifPresent(StoreAccess::settings);
    List<Path> own = new ArrayList<>(List.of(properties.data()));
    FolderUse.DATA.requireUsable(properties.data());
    Optional.ofNullable(properties.shared())
        .ifPresent(shared -> {
          FolderUse.SHARED.requireUsable(shared);
          own.add(shared);
        });
    CallersFolders.require(properties.files(), own);
    return properties;
  }

  private void address(String name, Columns columns) {
    columns.row(
        name,
        environment.getRequiredProperty(name),
        OtherSetting.given(environment).stream()
            .filter(other -> other.name().equals(name))
            .findFirst()
            .map(OtherSetting::place)
            .orElse(SettingPlace.DEFAULT)
            .toString());
  }

  private void row(KnownSetting setting, ErrandProperties properties, Columns columns) {
    List<GivenSetting> given = GivenSetting.of(setting, environment);
    for (GivenSetting one : given) {
      String shown = one.shown().isEmpty() ? NOTHING : one.shown();
      columns.row(one.name(), shown, SettingPlace.of(one.origin()).toString());
    }
    if (given.isEmpty() && !setting.name().contains("*")) {
      columns.row(setting.name(), initial(setting, properties), SettingPlace.DEFAULT.toString());
    }
  }

  private static String initial(KnownSetting setting, ErrandProperties properties) {
    return switch (setting.name()) {
      case "errand.workers" -> Integer.toString(properties.workers());
      case "errand.http.streams" -> "by heap";
      case "errand.outputs" -> properties.store() == null ? "folder" : "database";
      case "errand.retention-maximum" ->
          ShortTime.of(Collections.max(List.of(Duration.ofDays(1), properties.retention())));
      default -> setting.initial().filter(text -> !text.isEmpty()).orElse(NOTHING);
    };
  }
}
