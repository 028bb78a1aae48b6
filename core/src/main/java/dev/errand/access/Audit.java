// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.Principal;
import dev.errand.task.Task;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes who did what to the logger {@value #LOGGER}, one line each: {@code who=jjones what=cancel
 * on=5 outcome=done}. Values with spaces or quotes are quoted; control characters are replaced, so
 * that nobody can forge a line.
 */
public final class Audit {

  /** The name of the logger. */
  public static final String LOGGER = "dev.errand.audit";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._@+:/~-]+");
  private static final int MOST_CHARACTERS = 200;

  /** What somebody did. */
  public enum Deed {
    START,
    CANCEL,
    ANSWER,
    PRUNE,
    READ_LOG,
    LOG_IN,
    CHANGE_ACCOUNT,
    READ_LIMITS,
    SET_LIMIT,
    RESET_LIMIT,
    PAUSE,
    RESUME,
    CHANGE_SCHEDULE,
    PRIORITIZE,
    FAIL,
    RUN_AGAIN;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private Audit() {}

  /** The principal did that to the task. */
  public static void done(Principal principal, Deed deed, Task task) {
    if (LOG.isInfoEnabled()) {
      LOG.info(
          "who={} what={} on={} operation={} outcome=done",
          value(principal.shown()),
          deed.word(),
          task.id().number(),
          task.operation());
    }
  }

  /** The principal did that, as {@code on} tells. */
  public static void done(Principal principal, Deed deed, String on) {
    LOG.info("who={} what={} on={} outcome=done", value(principal.shown()), deed.word(), value(on));
  }

  /** The principal asked for that, and nobody knows whether it was done. */
  public static void unknown(Principal principal, Deed deed, String on) {
    LOG.warn(
        "who={} what={} on={} outcome=unknown", value(principal.shown()), deed.word(), value(on));
  }

  /** The principal may not do that. */
  public static void refused(Principal principal, Deed deed, String on) {
    LOG.warn(
        "who={} what={} on={} outcome=refused", value(principal.shown()), deed.word(), value(on));
  }

  /** Somebody who said to be {@code name} could not prove it. */
  public static void logInFailed(String name, String address, String why) {
    LOG.warn(
        "who={} what={} from={} outcome=failed why={}",
        value(name),
        Deed.LOG_IN.word(),
        value(address),
        value(why));
  }

  private static String value(String text) {
    String cut = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    if (PLAIN.matcher(cut).matches()) {
      return cut;
    }
    return '"' + cut.replaceAll("\\p{C}", "?").replace("\"", "'") + '"';
  }
}
