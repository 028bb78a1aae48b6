// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import dev.errand.access.Group;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the file of an export is called: by its group, and by its task, so that it can be found. */
final class ExportName {

  private static final Pattern NAME = Pattern.compile(".+-([0-9a-f]{16})([0-9a-f]{16})\\.zip");

  private ExportName() {}

  static String of(Group group, UUID task) {
    HexFormat hex = HexFormat.of();
    return group.name()
        + "-"
        + hex.toHexDigits(task.getMostSignificantBits())
        + hex.toHexDigits(task.getLeastSignificantBits())
        + ".zip";
  }

  /** The key of the task in a name; empty if it is not such a name. */
  static Optional<UUID> task(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new UUID(
                HexFormat.fromHexDigitsToLong(matcher.group(1)),
                HexFormat.fromHexDigitsToLong(matcher.group(2))))
        : Optional.empty();
  }
}
