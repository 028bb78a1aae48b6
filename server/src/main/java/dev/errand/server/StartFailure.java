// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.spring.GivenSetting;
import dev.errand.task.ErrandException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.web.server.PortInUseException;

/** Says why the application did not start, found at whatever depth of the causes it stands. */
final class StartFailure {

  private StartFailure() {}

  /**
   * A {@link Refusal} where the reason is one that a person can mend, otherwise the error itself.
   */
  static RuntimeException explain(RuntimeException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      @Nullable String line = line(cause);
      if (line != null) {
        return new Refusal(line, error);
      }
    }
    // Nobody on the way has said it better than the part of the server that refused.
    return isOfAPart(error)
            && root(error) instanceof IllegalArgumentException wrong
            && isOurs(wrong)
        ? new Refusal(Objects.toString(wrong.getMessage(), wrong.toString()), error)
        : error;
  }

  /** What others throw says nothing to whoever does not know the code. */
  private static boolean isOurs(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("dev.errand.");
  }

  private static boolean isOfAPart(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .anyMatch(BeanCreationException.class::isInstance);
  }

  private static @Nullable String line(Throwable cause) {
    return switch (cause) {
      case Refusal refusal -> refusal.getMessage();
      case ErrandException known -> known.getMessage();
      case PortInUseException busy -> StartChecks.portInUse(busy.getPort());
      case BindException wrong -> setting(wrong);
      case ConfigDataException missing -> missing.getMessage();
      default -> null;
    };
  }

  private static Throwable root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String setting(BindException wrong) {
    if (wrong.getCause() instanceof UnboundConfigurationPropertiesException unknown) {
      return unknown.getUnboundProperties().stream()
          .map(property -> "'" + property.getName() + "'")
          .collect(Collectors.joining(", ", "unknown setting ", ""));
    }
    Throwable root = root(wrong);
    String reason = Objects.toString(root.getMessage(), root.toString());
    if (wrong.getProperty() == null) {
      return "a wrong setting under '%s': %s".formatted(wrong.getName(), reason);
    }
    return "'%s' does not fit the setting '%s': %s"
        .formatted(
            GivenSetting.withoutLogin(String.valueOf(wrong.getProperty().getValue())),
            wrong.getProperty().getName().toString().toLowerCase(Locale.ROOT),
            reason);
  }
}
