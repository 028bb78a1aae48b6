// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.ogc.callback.CallbackSecret;
import dev.errand.spring.GivenSetting;
import dev.errand.spring.KnownSetting;
import java.util.Optional;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Looks at all settings before anything is built, wherever they were set, so that what is wrong is
 * said in the same words for an option, a line of a file and a variable.
 */
final class SettingChecks implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    check(context.getEnvironment());
  }

  /**
   * Does nothing if each setting is known and can be read as what it is.
   *
   * @throws Refusal naming the first that is not, where it was set, and what it may be
   */
  static void check(ConfigurableEnvironment environment) {
    SettingNames.requireKnown(environment);
    for (KnownSetting setting : KnownSetting.all()) {
      GivenSetting.of(setting, environment).forEach(SettingChecks::check);
    }
    OtherSetting.given(environment).forEach(SettingChecks::check);
  }

  private static void check(GivenSetting given) {
    given
        .problem()
        .or(() -> problem(given))
        .ifPresent(problem -> {
          throw refused(given.name(), given.shown(), SettingPlace.of(given.origin()), problem);
        });
  }

  private static void check(OtherSetting other) {
    OtherSettings.problem(other.name(), other.value())
        .ifPresent(problem -> {
          throw refused(other.name(), other.shown(), other.place(), problem);
        });
  }

  private static Refusal refused(String name, String shown, SettingPlace place, String problem) {
    return new Refusal("%s cannot be '%s' (%s): %s".formatted(name, shown, place, problem));
  }

  /** What a type alone does not say. */
  private static Optional<String> problem(GivenSetting given) {
    return switch (given.setting().name()) {
      case "errand.workers" ->
          Integer.parseInt(given.value().strip()) < 1
              ? Optional.of("a server needs a worker; leave it out for as many as there are cores")
              : Optional.empty();
      case "errand.callbacks.secret" -> callbackSecret(given.value());
      default -> Optional.empty();
    };
  }

  private static Optional<String> callbackSecret(String text) {
    try {
      CallbackSecret _ = CallbackSecret.parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
