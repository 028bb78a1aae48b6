// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.move.Comparison;
import dev.errand.move.MoveResult;
import dev.errand.sql.move.MoveTarget.Begun;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * What a person reads when a move has ended.
 *
 * @param place the database, without secrets
 * @param url the same as it was given
 */
record MoveReport(MoveResult result, Path folder, String place, String url) {

  private static final int DIGITS = 16;

  @Override
  public String toString() {
    if (result.begun() == Begun.FINISHED) {
      return "What %s kept is at %s already.\n%s".formatted(folder, place, next());
    }
    String table =
        result.comparisons().stream().map(MoveReport::line).collect(Collectors.joining("\n"));
    String damaged =
        result.damaged().stream()
            .map("note: in the folder itself, the file %s\n"::formatted)
            .collect(Collectors.joining());
    return table + "\n" + damaged + (result.isFinished() ? done() : failed());
  }

  private static String line(Comparison one) {
    String equal =
        "%-18s %,12d  sha256 %s…  equal"
            .formatted(
                one.what(), one.source().count(), one.source().sha256().substring(0, DIGITS));
    if (one.isEqual()) {
      return equal;
    }
    return "%-18s %,12d in the folder, %,d in the database  DIFFERENT in %,d"
            .formatted(one.what(), one.source().count(), one.target().count(), one.differences())
        + one.named().stream().map("\n  "::concat).collect(Collectors.joining());
  }

  private String done() {
    return "Moved to %s.\n%s".formatted(place, next());
  }

  private String failed() {
    return """
    The move is NOT finished, because both sides differ, and neither side serves.
      everything once more   ./errand move --from %1$s --to '%2$s' --anew
      give it up             ./errand move --from %1$s --take-back\
    """
        .formatted(ShellWord.of(folder), url);
  }

  private String next() {
    return """
    Repositories, documents of groups and uploads stay in %1$s, and so does folder.id.
      now start with   ./errand serve --data %1$s --store '%2$s'
      way back         ./errand move --from %1$s --take-back
    Its errand.db and outputs are not used any more; delete them when you need no way back.\
    """
        .formatted(ShellWord.of(folder), url);
  }
}
