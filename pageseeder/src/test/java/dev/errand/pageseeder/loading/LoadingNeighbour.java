// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.pageseeder.groups.GroupFolders;
import dev.errand.pageseeder.groups.Relocations;
import dev.errand.testkit.AttemptContext;
import dev.errand.testkit.OtherProcess;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Another node on the folder of a {@link Workplace}, which stops in the middle of what it does.
 * Arguments: the data folder, and what it does.
 */
final class LoadingNeighbour {

  /** A request whose body comes in. */
  static final String RECEIVE = "receive";

  /** An attempt of the task that every {@link AttemptContext} has, stopped between its files. */
  static final String UNZIP = "unzip";

  static final int FILES_BEFORE_THE_STOP = 5;

  private LoadingNeighbour() {}

  public static void main(String[] args) throws Exception {
    try (GroupFolders folders = GroupFolders.open(Path.of(args[0]).resolve("groups"))) {
      LoadingSite site =
          new LoadingSite(
              new Village(), folders, LoadingZones.open(folders), Relocations.open(folders));
      if (args[1].equals(RECEIVE)) {
        new Receiving(site, site.group(Village.SPECS), 11, ZoneName.of(none(), none()))
            .raw(new PausingStream(), "up.txt");
      } else {
        AttemptContext context = new AttemptContext(Path.of("none"));
        context.onProgress(said -> {
          if (said.amount() == FILES_BEFORE_THE_STOP) {
            OtherProcess.pauseAt("here");
          }
        });
        new LoadUnzip(site, UnzipLimits.DEFAULTS).run(inputs(), context);
      }
      System.out.println("done");
    }
  }

  static LoadUnzip.Inputs inputs() {
    return new LoadUnzip.Inputs(new ZoneInputs(Village.SPECS, 11, none(), none()), "up.zip", false);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  /** One byte, a pause, and the end. */
  private static final class PausingStream extends InputStream {
    private boolean first = true;

    @Override
    public int read() {
      if (first) {
        first = false;
        return 'x';
      }
      OtherProcess.pauseAt("here");
      return -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int next = read();
      if (next < 0) {
        return -1;
      }
      bytes[offset] = (byte) next;
      return 1;
    }
  }
}
